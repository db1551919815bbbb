using DuckBus.Model.Core;
using DuckBus.Model.Kinds;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Tests.Schema;

public sealed class TypeSchemaTests
{
    [Fact]
    public void Fields_have_the_names_and_forms_of_the_wire()
    {
        var container = TypeSchema.Of<Container>();
        container.Find("ports")!.Value.Form.ShouldBe(ValueForm.List);
        container.Find("ports")!.Value.Items!.Fields!.Find("containerPort")!.Value.Form.ShouldBe(ValueForm.Integer);
        container.Find("resources")!.Value.Fields!.Find("limits")!.Value.Items!.Form.ShouldBe(ValueForm.Quantity);
        TypeSchema.Of<Event>().Find("eventTime")!.Value.Form.ShouldBe(ValueForm.MicroTime);
        container.Find("nonsense").ShouldBeNull();
    }

    [Fact]
    public void Every_field_of_every_kind_has_a_form()
    {
        var seen = new HashSet<Type>();
        foreach (var kind in ResourceKind.All) Visit(TypeSchema.Of(kind.Type));
        seen.Count.ShouldBeGreaterThan(40);

        void Visit(TypeSchema schema)
        {
            if (!seen.Add(schema.Type)) return;
            foreach (var field in schema.Fields)
                for (var value = field.Value; value is not null; value = value.Items)
                    if (value.Fields is { } inner) Visit(inner);
        }
    }

    [Fact]
    public void What_is_no_field_is_not_there() =>
        TypeSchema.Of<Pod>().Fields.Select(field => field.Name).ShouldBe(["apiVersion", "kind", "metadata", "spec", "status"], ignoreOrder: true);
}
