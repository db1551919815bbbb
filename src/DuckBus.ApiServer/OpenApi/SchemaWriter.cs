using System.Text.Json;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.ApiServer.OpenApi;

/// <summary>Writes the schemas of the model's types, each once, and those of the types that they use.</summary>
internal sealed class SchemaWriter(Utf8JsonWriter json, OpenApiDialect dialect, ModelDocs docs)
{
    private readonly SortedDictionary<string, Action> pending = new(StringComparer.Ordinal);
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    /// <summary>Makes sure that the schema of a type will be written.</summary>
    public void Add(Type type) => Need(SchemaNames.Of(type), () => Object(type));

    /// <summary>Makes sure that the schema of a list of a kind will be written.</summary>
    public void AddList(ResourceKind kind) => Need(SchemaNames.ListOf(kind), () => ListOf(kind));

    /// <summary>Writes what was added, as the fields of the object that is open.</summary>
    public void Write()
    {
        while (pending.Count > 0)
        {
            var (name, write) = pending.First();
            pending.Remove(name);
            json.WriteStartObject(name);
            write();
            json.WriteEndObject();
        }
    }

    /// <summary>Writes a reference to a schema.</summary>
    public void Reference(string name) => json.WriteString("$ref", (dialect == OpenApiDialect.V3 ? "#/components/schemas/" : "#/definitions/") + name);

    private void Need(string name, Action write)
    {
        if (known.Add(name)) pending[name] = write;
    }

    private void Object(Type type)
    {
        var schema = TypeSchema.Of(type);
        Description(docs.Of(type));
        json.WriteString("type", "object");
        if (schema.Fields.Any(field => field.Required)) Texts("required", schema.Fields.Where(field => field.Required).Select(field => field.Name));
        json.WriteStartObject("properties");
        foreach (var field in schema.Fields.OrderBy(field => field.Name, StringComparer.Ordinal)) Field(field);
        json.WriteEndObject();
        if (schema.IsAtomic) json.WriteString("x-kubernetes-map-type", "atomic");
        if (ResourceKind.Served.FirstOrDefault(kind => kind.Type == type) is { } own) Kind(own, own.Name);
    }

    private void ListOf(ResourceKind kind)
    {
        Description($"{kind.Name}List is a list of objects of kind {kind.Name}.");
        json.WriteString("type", "object");
        Texts("required", ["items"]);
        json.WriteStartObject("properties");
        foreach (var name in new[] { "apiVersion", "kind" }) Field(TypeSchema.Of(kind.Type).Find(name)!);
        json.WriteStartObject("items");
        Description("The objects.");
        json.WriteString("type", "array");
        json.WriteStartObject("items");
        Add(kind.Type);
        Reference(SchemaNames.Of(kind.Type));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("metadata");
        Add(typeof(ListMeta));
        Described("Revision and paging.", SchemaNames.Of(typeof(ListMeta)));
        json.WriteEndObject();
        json.WriteEndObject();
        Kind(kind, $"{kind.Name}List");
    }

    private void Field(FieldSchema field)
    {
        json.WriteStartObject(field.Name);
        if (Named(field.Value) is { } name) Described(docs.Of(field.Property), name);
        else
        {
            Description(docs.Of(field.Property));
            Value(field.Value);
            if (field.Values.Count > 0) Texts("enum", field.Values);
        }

        if (field.Default is { } value)
        {
            json.WritePropertyName("default");
            value.WriteTo(json);
        }

        SchemaExtensions.Write(json, field);
        json.WriteEndObject();
    }

    /// <summary>The name of a value's schema, which will be written; null if it is described where it is.</summary>
    private string? Named(ValueSchema value)
    {
        if (value.Form == ValueForm.Object)
        {
            Add(value.Type);
            return SchemaNames.Of(value.Type);
        }

        if (SchemaNames.Of(value.Form) is { } name) Need(name, () => WordSchemas.Write(json, dialect, value.Form));
        return SchemaNames.Of(value.Form);
    }

    private void Value(ValueSchema value)
    {
        if (Named(value) is { } name)
        {
            Reference(name);
            return;
        }

        switch (value.Form)
        {
            case ValueForm.List:
                json.WriteString("type", "array");
                json.WriteStartObject("items");
                Value(value.Items!);
                json.WriteEndObject();
                break;
            case ValueForm.Map:
                json.WriteString("type", "object");
                json.WriteStartObject("additionalProperties");
                Value(value.Items!);
                json.WriteEndObject();
                break;
            default:
                WordSchemas.Write(json, value);
                break;
        }
    }

    /// <summary>A reference with a description: OpenAPI 3.0 has no room for both in one place.</summary>
    private void Described(string description, string name)
    {
        Description(description);
        if (dialect == OpenApiDialect.V2)
        {
            Reference(name);
            return;
        }

        json.WriteStartArray("allOf");
        json.WriteStartObject();
        Reference(name);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void Description(string text)
    {
        if (text.Length > 0) json.WriteString("description", text);
    }

    private void Kind(ResourceKind kind, string name)
    {
        json.WriteStartArray("x-kubernetes-group-version-kind");
        json.WriteStartObject();
        json.WriteString("group", kind.Group);
        json.WriteString("kind", name);
        json.WriteString("version", kind.Version);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void Texts(string name, IEnumerable<string> texts) => SchemaExtensions.Texts(json, name, texts);
}
