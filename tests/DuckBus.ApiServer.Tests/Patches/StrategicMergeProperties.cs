using System.Text.Json.Nodes;
using DuckBus.Model.Kinds;
using DuckBus.Model.Schema;

namespace DuckBus.ApiServer.Tests.Patches;

/// <summary>What must hold for any two objects of any kind, tried with many that chance makes. The seed is the case.</summary>
public sealed class StrategicMergeProperties
{
    public static TheoryData<string> Kinds => [.. ResourceKind.All.Select(kind => kind.Id), nameof(Pond)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_difference_of_two_objects_makes_one_of_the_other(string kind)
    {
        var type = Type(kind);
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var (before, after) = (RandomJson.Of(type, random), RandomJson.Of(type, random));
            var patch = StrategicDiff.TwoWay(before, after, type).ToJsonString();

            PatchTest.Apply(PatchTest.Strategic, patch, before.ToJsonString(), type).ShouldBeJson(after.ToJsonString(), $"seed {seed}: {before} with {patch}");
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_somebody_else_added_survives_an_apply_and_what_the_apply_left_out_goes(string kind)
    {
        var type = Type(kind);
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var (last, wanted) = (RandomJson.Of(type, random), RandomJson.Of(type, random));
            var live = last.DeepClone().AsObject();
            live["addedByServer"] = new JsonObject { ["x"] = seed };
            var patch = StrategicDiff.ThreeWay(last, wanted, live, type).ToJsonString();
            var expected = wanted.DeepClone().AsObject();
            expected["addedByServer"] = new JsonObject { ["x"] = seed };

            PatchTest.Apply(PatchTest.Strategic, patch, live.ToJsonString(), type).ShouldBeJson(expected.ToJsonString(), $"seed {seed}: {live} with {patch}");
        }
    }

    private static TypeSchema Type(string kind) =>
        kind == nameof(Pond) ? TypeSchema.Of<Pond>() : TypeSchema.Of(ResourceKind.All.First(known => known.Id == kind).Type);
}
