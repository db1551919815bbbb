using DuckBus.Model.Errors;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Tests.Schema;

/// <summary>The attributes of every type that any kind reaches, taken together.</summary>
public sealed class SchemaAttributeTests
{
    /// <summary>Kubernetes sends these beside the message: they say which message it is.</summary>
    private static readonly string[] NotInProtobuf = ["apiVersion", "kind"];

    private static readonly IReadOnlyCollection<TypeSchema> All = Reached();

    public static TheoryData<string> Types => [.. All.Select(Name).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_field_has_a_number_in_protobuf(string type) => Schema(type).Fields
        .Where(field => field.Proto is null && !(IsRoot(type) && NotInProtobuf.Contains(field.Name)))
        .ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Types))]
    public void No_number_is_given_twice(string type) => Schema(type).Fields
        .Where(field => field.Proto is not null)
        .GroupBy(field => string.Join('.', field.Proto!.Path))
        .Where(same => same.Count() > 1)
        .Select(same => string.Join(", ", same))
        .ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Types))]
    public void No_number_is_both_a_field_and_a_path_to_one(string type)
    {
        var numbers = Schema(type).Fields.Where(field => field.Proto is not null).ToLookup(field => field.Proto!.Path[0], field => field.Proto!.Path.Count > 1);
        numbers.Where(number => number.Distinct().Count() > 1).Select(number => number.Key).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Merge_keys_name_fields_of_the_items(string type)
    {
        foreach (var field in Schema(type).Fields)
            foreach (var key in field.ListKeys.Append(field.MergeKey).OfType<string>())
                field.Value.Items?.Fields?.Find(key).ShouldNotBeNull($"{field} by {key}");
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Sets_are_lists_of_plain_values(string type)
    {
        foreach (var field in Schema(type).Fields.Where(field => field.IsSet))
            field.Value.Items?.Form.ShouldBe(ValueForm.String, field.ToString());
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Values_are_of_texts(string type)
    {
        foreach (var field in Schema(type).Fields.Where(field => field.Values.Count > 0))
            (field.Value.Items ?? field.Value).Form.ShouldBe(ValueForm.String, field.ToString());
    }

    [Fact]
    public void What_is_reported_never_warns() => ResourceKind.All
        .Select(kind => TypeSchema.Of(kind.Type).Find("status")?.Value.Fields)
        .OfType<TypeSchema>()
        .SelectMany(status => status.Fields)
        .Where(field => field.NotActedOn is not null)
        .ShouldBeEmpty();

    private static bool IsRoot(string type) => typeof(Resource).IsAssignableFrom(Schema(type).Type) || Schema(type).Find("metadata") is not null;

    private static TypeSchema Schema(string type) => All.Single(schema => Name(schema) == type);

    private static string Name(TypeSchema schema) => schema.Type.ToString().Replace("DuckBus.Model.", "", StringComparison.Ordinal);

    private static HashSet<TypeSchema> Reached()
    {
        var seen = new HashSet<TypeSchema>();
        foreach (var kind in ResourceKind.Served) Visit(TypeSchema.Of(kind.Type));
        Visit(TypeSchema.Of<Status>());
        Visit(TypeSchema.Of<ResourceList<Core.Pod>>());
        return seen;

        void Visit(TypeSchema schema)
        {
            if (!seen.Add(schema)) return;
            foreach (var field in schema.Fields)
                for (var value = field.Value; value is not null; value = value.Items)
                    if (value.Fields is { } inner) Visit(inner);
        }
    }
}
