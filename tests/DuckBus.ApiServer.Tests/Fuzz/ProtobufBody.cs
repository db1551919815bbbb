using System.Globalization;
using System.Text.Json.Nodes;
using DuckBus.ApiServer.Tests.Http;
using DuckBus.Model.Schema;

namespace DuckBus.ApiServer.Tests.Fuzz;

/// <summary>Writes an object as Kubernetes' typed clients do, as far as its values have the form of their fields.</summary>
internal static class ProtobufBody
{
    /// <summary>The object in its envelope.</summary>
    public static byte[] Of(JsonObject value, TypeSchema type) => ProtobufMessage.Enveloped(
        value["apiVersion"]?.ToString() ?? "", value["kind"]?.ToString() ?? "", Message(value, type));

    private static ProtobufMessage Message(JsonObject value, TypeSchema type)
    {
        var message = new ProtobufMessage();
        foreach (var (name, inner) in value)
            if (inner is not null && type.Find(name) is { Proto.Path: { } path } field)
                Write(message, path, inner, field.Value);
        return message;
    }

    private static void Write(ProtobufMessage to, IReadOnlyList<int> path, JsonNode value, ValueSchema form)
    {
        if (path.Count > 1)
        {
            var outer = new ProtobufMessage();
            Write(outer, [.. path.Skip(1)], value, form);
            to.Message(path[0], outer);
            return;
        }

        var number = path[0];
        switch (form.Form, value)
        {
            case (ValueForm.List, JsonArray items):
                foreach (var item in items)
                    if (item is not null) Write(to, path, item, form.Items!);
                break;
            case (ValueForm.Map, JsonObject map):
                foreach (var (key, item) in map)
                {
                    var entry = new ProtobufMessage().Text(1, key);
                    if (item is not null) Write(entry, [2], item, form.Items!);
                    to.Message(number, entry);
                }

                break;
            case (ValueForm.Object, JsonObject inner):
                to.Message(number, Message(inner, form.Fields!));
                break;
            case (ValueForm.Integer, JsonValue whole) when whole.TryGetValue<long>(out var count):
                to.Number(number, count);
                break;
            case (ValueForm.Boolean, JsonValue flag) when flag.TryGetValue<bool>(out var truth):
                to.Number(number, truth ? 1 : 0);
                break;
            case (ValueForm.Quantity, _):
                to.Message(number, new ProtobufMessage().Text(1, value.ToString()));
                break;
            case (ValueForm.IntOrString, JsonValue whole) when whole.TryGetValue<long>(out var count):
                to.Message(number, new ProtobufMessage().Number(1, 0).Number(2, count));
                break;
            case (ValueForm.IntOrString, _):
                to.Message(number, new ProtobufMessage().Number(1, 1).Text(3, value.ToString()));
                break;
            case (ValueForm.Time or ValueForm.MicroTime, _) when DateTimeOffset.TryParse(value.ToString(), CultureInfo.InvariantCulture, out var time):
                to.Message(number, new ProtobufMessage().Number(1, time.ToUnixTimeSeconds()));
                break;
            default:
                to.Text(number, value.ToString());
                break;
        }
    }
}
