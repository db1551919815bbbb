using DuckBus.Model.Kinds;

namespace DuckBus.Store.Tests.Conformance;

/// <summary>Single writes, and what is there afterwards.</summary>
public abstract class CommitConformance(IStoreFixture fixture) : StoreTest(fixture)
{
    [Fact]
    public async Task An_empty_store_has_revision_0_and_no_objects()
    {
        (await Store.HeadAsync(Deadline)).ShouldBe(0);
        (await Store.GetAsync(Writes.Key("web"), Deadline)).ShouldBeNull();
        var list = await Store.ListAsync(null, Deadline);
        list.Revision.ShouldBe(0);
        list.Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_created_object_is_there_with_the_revision_of_its_change()
    {
        var result = await CommitAsync(Writes.Add("web", """{"spec":{"replicas":3}}"""));

        result.ShouldBe(new CommitResult(CommitOutcome.Committed, 1));
        var web = (await Store.GetAsync(Writes.Key("web"), Deadline)).ShouldNotBeNull();
        web.Key.ShouldBe(Writes.Key("web"));
        web.Uid.ShouldBe("uid-web");
        web.Revision.ShouldBe(1);
        Writes.Text(web.Body).ShouldBe("""{"spec":{"replicas":3}}""");
        (await Store.HeadAsync(Deadline)).ShouldBe(1);
    }

    [Fact]
    public async Task Creating_what_exists_is_refused_and_takes_no_revision()
    {
        await MadeAsync(Writes.Add("web", """{"first":true}"""));

        (await CommitAsync(Writes.Add("web"))).ShouldBe(new CommitResult(CommitOutcome.AlreadyExists, 0));

        (await Store.HeadAsync(Deadline)).ShouldBe(1);
        Writes.Text((await Store.GetAsync(Writes.Key("web"), Deadline))!.Body).ShouldBe("""{"first":true}""");
    }

    [Fact]
    public async Task An_update_needs_the_current_revision_and_is_told_it_on_a_conflict()
    {
        var first = await MadeAsync(Writes.Add("web"));
        var second = await MadeAsync(Writes.Modify("web", first, """{"v":2}"""));

        (await CommitAsync(Writes.Modify("web", first, """{"v":3}"""))).ShouldBe(new CommitResult(CommitOutcome.Conflict, second));

        Writes.Text((await Store.GetAsync(Writes.Key("web"), Deadline))!.Body).ShouldBe("""{"v":2}""");
    }

    [Fact]
    public async Task A_deletion_needs_the_current_revision_and_leaves_nothing()
    {
        var first = await MadeAsync(Writes.Add("web"));

        (await CommitAsync(Writes.Delete("web", first + 1))).ShouldBe(new CommitResult(CommitOutcome.Conflict, first));
        await MadeAsync(Writes.Delete("web", first));

        (await Store.GetAsync(Writes.Key("web"), Deadline)).ShouldBeNull();
        (await CommitAsync(Writes.Delete("web", first))).ShouldBe(new CommitResult(CommitOutcome.NotFound, 0));
        (await CommitAsync(Writes.Modify("web", first))).ShouldBe(new CommitResult(CommitOutcome.NotFound, 0));
    }

    [Fact]
    public async Task A_name_can_be_used_again_after_a_deletion()
    {
        var first = await MadeAsync(Writes.Add("web"));
        await MadeAsync(Writes.Delete("web", first));
        var again = await MadeAsync(Writes.Add("web") with { Uid = "another" });

        var web = (await Store.GetAsync(Writes.Key("web"), Deadline)).ShouldNotBeNull();
        (web.Uid, web.Revision).ShouldBe(("another", again));
    }

    [Fact]
    public async Task Of_writers_that_saw_the_same_revision_exactly_one_wins()
    {
        var first = await MadeAsync(Writes.Add("web"));

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => CommitAsync(Writes.Modify("web", first, $$"""{"v":{{i}}}"""))));

        results.Count(result => result.Outcome == CommitOutcome.Committed).ShouldBe(1);
        results.Where(result => result.Outcome != CommitOutcome.Committed)
            .ShouldAllBe(result => result == new CommitResult(CommitOutcome.Conflict, first + 1));
    }

    [Fact]
    public async Task Of_callers_that_create_the_same_object_exactly_one_wins()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => CommitAsync(Writes.Add("web"))));

        results.Count(result => result.Outcome == CommitOutcome.Committed).ShouldBe(1);
        results.Count(result => result.Outcome == CommitOutcome.AlreadyExists).ShouldBe(19);
        (await Store.HeadAsync(Deadline)).ShouldBe(1);
    }

    [Fact]
    public async Task A_list_is_of_one_kind_or_of_all_at_the_revision_it_says()
    {
        await MadeAsync(Writes.Add("a"));
        await MadeAsync(Writes.Add("b"));
        await MadeAsync(Writes.Add("a", kind: "secrets"));

        var pods = await Store.ListAsync("pods", Deadline);
        pods.Revision.ShouldBe(3);
        pods.Items.Select(item => item.Key.Name).ShouldBe(["a", "b"], ignoreOrder: true);
        (await Store.ListAsync("nodes", Deadline)).ShouldSatisfyAllConditions(
            list => list.Revision.ShouldBe(3), list => list.Items.ShouldBeEmpty());
        (await Store.ListAsync(null, Deadline)).Items.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_list_under_load_and_the_changes_after_it_make_the_final_state()
    {
        var writing = FillAsync(300);
        var list = await Store.ListAsync(null, Deadline);
        await writing;

        var later = await Store.ReadChangesAsync(list.Revision, int.MaxValue, Deadline);
        list.Items.ShouldAllBe(item => item.Revision <= list.Revision);
        list.Items.Count.ShouldBe((int)list.Revision);
        (list.Items.Count + later.Count).ShouldBe(300);
    }

    [Fact]
    public async Task Big_bodies_and_odd_characters_come_back_as_they_were()
    {
        var big = $$"""{"data":"{{new string('x', 3_000_000)}}"}""";
        const string odd = """{"quote\"\\":"ünï ✓ 🦆 \ud83e\udd86 \u0001 \\u0000 </script>","n":-0.5,"empty":{},"list":[[],null,true]}""";
        await MadeAsync(Writes.Add("big", big));
        await MadeAsync(Writes.Add("ødd 🦆", odd));

        Writes.Text((await Store.GetAsync(Writes.Key("big"), Deadline))!.Body).ShouldBe(Writes.Text(big));
        Writes.Text((await Store.GetAsync(Writes.Key("ødd 🦆"), Deadline))!.Body).ShouldBe(Writes.Text(odd));
        var changes = await Store.ReadChangesAsync(0, 10, Deadline);
        changes.Select(change => Writes.Text(change.Body)).ShouldBe([Writes.Text(big), Writes.Text(odd)]);
    }

    [Theory]
    [InlineData("""{"a":"\u0000"}""")]
    [InlineData("""{"\u0000":1}""")]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"a":1""")]
    [InlineData("""{"a":1}{"b":2}""")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task A_body_that_no_store_can_hold_is_refused_and_its_company_is_not(string body)
    {
        var good = Enumerable.Range(0, 50).Select(i => MadeAsync(Writes.Add($"good-{i}"))).ToList();
        var bad = CommitAsync(Writes.Add("bad", body));
        good.AddRange(Enumerable.Range(50, 50).Select(i => MadeAsync(Writes.Add($"good-{i}"))));

        await Should.ThrowAsync<ArgumentException>(bad);
        await Task.WhenAll(good);
        (await Store.HeadAsync(Deadline)).ShouldBe(100);
        (await Store.GetAsync(Writes.Key("bad"), Deadline)).ShouldBeNull();
    }

    [Fact]
    public async Task A_name_with_a_NUL_is_refused() =>
        await Should.ThrowAsync<ArgumentException>(CommitAsync(Writes.Add("a\0b", "{}")));

    [Fact]
    public async Task A_write_that_was_cancelled_before_is_not_made()
    {
        await Should.ThrowAsync<OperationCanceledException>(Store.CommitAsync(Writes.Add("web"), new CancellationToken(canceled: true)));

        (await Store.HeadAsync(Deadline)).ShouldBe(0);
    }

    [Fact]
    public async Task All_is_there_after_a_restart()
    {
        var first = await MadeAsync(Writes.Add("web"));
        await MadeAsync(Writes.Modify("web", first, """{"v":2}"""));
        await MadeAsync(Writes.Add("gone"));
        await MadeAsync(Writes.Delete("gone", 3));

        await ReopenAsync();

        var list = await Store.ListAsync(null, Deadline);
        list.Revision.ShouldBe(4);
        list.Items.ShouldHaveSingleItem().Revision.ShouldBe(2);
        (await Store.ReadChangesAsync(0, 10, Deadline)).Select(change => change.Type)
            .ShouldBe([ChangeType.Added, ChangeType.Modified, ChangeType.Added, ChangeType.Deleted]);
        (await MadeAsync(Writes.Modify("web", 2))).ShouldBe(5);
    }
}
