using System.Text;
using DuckBus.Model.Json;

namespace DuckBus.Model.Tests;

/// <summary>The wire format as text, so that tests can show it.</summary>
internal static class JsonText
{
    public static T As<T>(this string json) => ModelJson.Read<T>(Encoding.UTF8.GetBytes(json));

    public static string ToJson(this object value) => Encoding.UTF8.GetString(ModelJson.Write(value));
}
