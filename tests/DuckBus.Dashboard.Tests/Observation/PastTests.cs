using DuckBus.Dashboard.Observation;
using DuckBus.Dashboard.Worlds;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using static DuckBus.Dashboard.Tests.Given;

namespace DuckBus.Dashboard.Tests.Observation;

/// <summary>What the API server's log says of times and places.</summary>
public sealed class PastTests
{
    [Theory]
    [InlineData("too old resource version: 1 (4711): list again and watch from there", "4711")]
    [InlineData("too old resource version: 1 (4711)", "4711")]
    [InlineData("the server is tired", null)]
    public void A_server_that_forgot_says_from_where_it_remembers(string message, string? from) => Past.Horizon(message).ShouldBe(from);

    [Fact]
    public void A_change_is_as_old_as_its_object_says()
    {
        var metadata = new ObjectMeta { CreationTimestamp = At(1), DeletionTimestamp = At(9), ManagedFields = [new ManagedFieldsEntry { Time = At(5) }, new ManagedFieldsEntry { Time = At(3) }] };

        Past.TimeOf(metadata, ChangeType.Modified).ShouldBe(At(5));
        Past.TimeOf(metadata, ChangeType.Deleted).ShouldBe(At(9));
        Past.TimeOf(metadata with { ManagedFields = null }, ChangeType.Added).ShouldBe(At(1));
    }

    [Fact]
    public void The_log_never_goes_back_in_time() =>
        Past.InOrder([new Remembered(3, Seen(Pod(), 4), false), new Remembered(1, Seen(Pod(), 5), true), new Remembered(2, Node(at: 6), true)])
            .Select(change => (change.Revision, change.What.At)).ShouldBe([(1, At(5)), (2, At(6)), (3, At(6))]);
}
