using DuckBus.Client.Informers;
using DuckBus.Client.Queues;
using DuckBus.Model.Core;
using DuckBus.Model.Kinds;
using static DuckBus.Client.Tests.Pods;

namespace DuckBus.Client.Tests.Informers;

public sealed class ObjectCacheTests
{
    private static readonly ObjectName Web = new("default", "web");
    private readonly ObjectCache<Pod> cache = new();

    [Fact]
    public void An_event_that_is_older_than_what_is_known_changes_nothing()
    {
        Event(ChangeType.Added, Pod("web", 5)).ShouldNotBeNull();
        Event(ChangeType.Modified, Pod("web", 4)).ShouldBeNull();
        Event(ChangeType.Modified, Pod("web", 5)).ShouldBeNull();
        Known().ShouldBe("5");
    }

    [Fact]
    public void A_late_event_of_a_deleted_object_does_not_bring_it_back()
    {
        Event(ChangeType.Added, Pod("web", 1));
        Event(ChangeType.Deleted, Pod("web", 4));
        Event(ChangeType.Modified, Pod("web", 3)).ShouldBeNull();
        Known().ShouldBeNull();
    }

    [Fact]
    public void A_deletion_that_comes_before_everything_else_is_remembered()
    {
        Event(ChangeType.Deleted, Pod("web", 4)).ShouldBeNull();
        Event(ChangeType.Added, Pod("web", 1)).ShouldBeNull();
        Known().ShouldBeNull();
    }

    [Fact]
    public void A_late_event_from_before_a_list_that_lacks_the_object_does_not_bring_it_back()
    {
        cache.ApplyList(10, []);
        Event(ChangeType.Modified, Pod("web", 9)).ShouldBeNull();
        Event(ChangeType.Added, Pod("web", 11, "u2")).ShouldNotBeNull();
    }

    [Fact]
    public void A_stale_list_neither_deletes_newer_objects_nor_regresses_older_ones()
    {
        Event(ChangeType.Added, Pod("new", 8));
        Event(ChangeType.Modified, Pod("web", 7));

        cache.ApplyList(6, [Pod("web", 5)]).ShouldBeEmpty();

        Known().ShouldBe("7");
        cache.Get(new ObjectName("default", "new")).ShouldNotBeNull();
    }

    [Fact]
    public void A_stale_list_does_not_bring_back_what_a_newer_list_lacks()
    {
        cache.ApplyList(5, [Pod("web", 5)]);
        cache.ApplyList(9, []);

        cache.ApplyList(6, [Pod("web", 5)]).ShouldBeEmpty();
        Known().ShouldBeNull();
    }

    [Fact]
    public void A_list_tells_what_was_added_changed_and_removed()
    {
        cache.ApplyList(3, [Pod("gone", 1), Pod("web", 2), Pod("same", 3)]);

        var differences = cache.ApplyList(6, [Pod("web", 5), Pod("same", 3), Pod("new", 6)]);

        differences.Select(Describe).Order(StringComparer.Ordinal).ShouldBe(["gone 1→", "new →6", "web 2→5"]);
        cache.ApplyList(6, [Pod("web", 5), Pod("same", 3), Pod("new", 6)]).ShouldBeEmpty();
    }

    [Fact]
    public void An_object_that_was_recreated_under_its_name_is_one_change_with_two_uids()
    {
        cache.ApplyList(3, [Pod("web", 2, "u1")]);
        var difference = cache.ApplyList(9, [Pod("web", 8, "u2")]).ShouldHaveSingleItem();
        difference.Old!.Metadata.Uid.ShouldBe("u1");
        difference.New!.Metadata.Uid.ShouldBe("u2");
    }

    [Fact]
    public void A_late_deletion_of_the_former_object_does_not_touch_its_successor()
    {
        Event(ChangeType.Added, Pod("web", 8, "u2"));
        Event(ChangeType.Deleted, Pod("web", 7, "u1")).ShouldBeNull();
        Known().ShouldBe("8");
    }

    [Fact]
    public void An_observed_write_is_seen_at_once_and_told_by_the_event_that_confirms_it()
    {
        cache.ApplyList(3, [Pod("web", 2)]);
        cache.Observe(Pod("web", 5));

        Known().ShouldBe("5");
        Event(ChangeType.Modified, Pod("web", 4)).ShouldBeNull();
        Describe(Event(ChangeType.Modified, Pod("web", 5))!).ShouldBe("web 2→5");
        Event(ChangeType.Modified, Pod("web", 5)).ShouldBeNull();
    }

    [Fact]
    public void An_observed_write_is_told_by_the_list_that_confirms_it()
    {
        cache.Observe(Pod("web", 5));
        Describe(cache.ApplyList(6, [Pod("web", 5)]).ShouldHaveSingleItem()).ShouldBe("web →5");
    }

    [Fact]
    public void An_observed_deletion_is_seen_at_once_and_no_late_event_of_that_uid_undoes_it()
    {
        cache.ApplyList(3, [Pod("web", 2)]);
        cache.ObserveDeleted(Pod("web", 2));

        Known().ShouldBeNull();
        Event(ChangeType.Modified, Pod("web", 4)).ShouldBeNull();
        Known().ShouldBeNull();
        Describe(Event(ChangeType.Deleted, Pod("web", 5))!).ShouldBe("web 2→");
    }

    [Fact]
    public void An_observed_deletion_that_did_not_happen_is_undone_by_a_later_list()
    {
        cache.ApplyList(3, [Pod("web", 2)]);
        cache.ObserveDeleted(Pod("web", 2));
        cache.ApplyList(4, [Pod("web", 2)]);
        Known().ShouldBe("2");
    }

    [Fact]
    public void Tombstones_are_bounded_and_what_was_dropped_still_does_not_come_back()
    {
        var small = new ObjectCache<Pod>(tombstoneLimit: 2);
        for (var i = 1; i <= 5; i++) small.Apply(ChangeType.Deleted, Pod($"pod-{i}", i * 10), i * 10);

        small.Horizon.ShouldBe(30);
        small.Apply(ChangeType.Modified, Pod("pod-1", 9), 9).ShouldBeNull();
        small.All.ShouldBeEmpty();
    }

    [Fact]
    public void After_forgetting_revisions_an_older_store_is_taken_as_it_is()
    {
        cache.ApplyList(900, [Pod("web", 800), Pod("gone", 810)]);
        cache.ForgetRevisions();

        cache.ApplyList(4, [Pod("web", 3, "u9")]).Select(Describe).Order(StringComparer.Ordinal).ShouldBe(["gone 810→", "web 800→3"]);
        cache.Horizon.ShouldBe(4);
    }

    private Difference<Pod>? Event(ChangeType type, Pod pod) => cache.Apply(type, pod, ObjectCache<Pod>.RevisionOf(pod));

    private string? Known() => cache.Get(Web)?.Metadata.ResourceVersion;

    private static string Describe(Difference<Pod> difference) =>
        $"{(difference.New ?? difference.Old)!.Metadata.Name} {difference.Old?.Metadata.ResourceVersion}→{difference.New?.Metadata.ResourceVersion}";
}
