using System.Text.Json.Nodes;
using DuckBus.Client.Queues;
using DuckBus.Controllers.DaemonSets;
using DuckBus.Model.Apps;
using DuckBus.Model.Core;

namespace DuckBus.Controllers.Tests.DaemonSets;

public sealed class DaemonRevisionTests
{
    private static readonly DaemonSet Set = DaemonSetStories.Set();

    private static DaemonSet Image(string image) => Set with { Spec = Set.Spec with { Template = A.Template(image) } };

    [Fact]
    public void A_revision_is_the_patch_that_brings_its_template_back()
    {
        var revision = DaemonRevisions.New(Image("goose"), 3);
        var template = JsonNode.Parse(revision.Data!.Utf8.Span)!["spec"]!["template"]!;
        template["$patch"]!.GetValue<string>().ShouldBe("replace");
        template["spec"]!["containers"]![0]!["image"]!.GetValue<string>().ShouldBe("goose");
        (revision.Revision, revision.Metadata.Name).ShouldBe((3, $"agent-{DaemonRevisions.HashOf(revision)}"));
        DaemonRevisions.Matches(Image("goose"), revision).ShouldBeTrue();
        DaemonRevisions.Matches(Image("duck"), revision).ShouldBeFalse();
    }

    [Fact]
    public void The_present_template_is_found_and_numbered_after_the_others()
    {
        var revisions = new[] { DaemonRevisions.New(Image("duck"), 1), DaemonRevisions.New(Image("goose"), 2) };
        DaemonRevisions.Current(Image("duck"), revisions)!.Revision.ShouldBe(1);
        DaemonRevisions.Current(Image("swan"), revisions).ShouldBeNull();
        DaemonRevisions.Next(revisions).ShouldBe(3);
        DaemonRevisions.Next([]).ShouldBe(1);
    }

    [Fact]
    public void The_oldest_revisions_beyond_the_limit_are_forgotten_unless_they_have_pods()
    {
        var set = Set with { Spec = Set.Spec with { RevisionHistoryLimit = 1 } };
        var old = new[] { "duck", "goose", "swan" }.Select((image, i) => DaemonRevisions.New(Image(image), i + 1)).ToList();
        DaemonRevisions.Surplus(set, old, []).Select(revision => revision.Revision).ShouldBe([1L, 2L]);
        DaemonRevisions.Surplus(set, old, [Of(old[0])]).Select(revision => revision.Revision).ShouldBe([2L, 3L]);

        static Pod Of(ControllerRevision revision) => A.Pod("pod") with { Metadata = A.Meta("pod", (DaemonPods.RevisionLabel, DaemonRevisions.HashOf(revision))) };
    }

    [Fact]
    public void Failed_daemons_are_replaced_ever_more_slowly()
    {
        var failed = new FailedDaemons();
        var set = ObjectName.Of(Set);
        failed.Wait(set, "node-1", A.Noon).ShouldBe(TimeSpan.Zero);
        failed.Wait(set, "node-1", A.Noon).ShouldBe(TimeSpan.FromSeconds(1));
        failed.Wait(set, "node-2", A.Noon).ShouldBe(TimeSpan.Zero);
        failed.Wait(set, "node-1", A.Noon.AddSeconds(1)).ShouldBe(TimeSpan.Zero);
        failed.Wait(set, "node-1", A.Noon.AddSeconds(1)).ShouldBe(TimeSpan.FromSeconds(2));
    }
}
