using DuckBus.Chaos.Plan;

namespace DuckBus.Chaos.Tests;

public sealed class ChaosPlanTests
{
    private static readonly ChaosTargets Targets = new(
        ["apiserver-1", "apiserver-2", "controllers", "node-1", "node-2", "node-3", "scheduler"],
        ["apiserver-1>postgres", "node-1>apiserver-1", "node-1>rabbitmq", "scheduler>apiserver-2"], ["node-3", Fault.Postgres], ["kube-system/scheduler"]);

    private static readonly FaultKind[] All = Enum.GetValues<FaultKind>();

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_same_seed_makes_the_same_plan(int seed)
    {
        var (one, other) = (Make(seed), Make(seed));
        one.Faults.ShouldBe(other.Faults);
        one.Operations.ShouldBe(other.Operations);
    }

    [Fact]
    public void Another_seed_makes_another_plan() => Make(1).Faults.ShouldNotBe(Make(2).Faults);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void All_faults_are_over_in_time_and_never_two_at_one_thing(int seed)
    {
        var plan = Make(seed);
        plan.Faults.ShouldNotBeEmpty();
        plan.Faults.ShouldAllBe(fault => fault.Until <= plan.Time && fault.At >= TimeSpan.Zero);
        foreach (var same in plan.Faults.GroupBy(fault => fault.Resource))
            same.OrderBy(fault => fault.At).Zip(same.OrderBy(fault => fault.At).Skip(1)).ShouldAllBe(pair => pair.First.Until < pair.Second.At);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Clients_scale_and_remove_only_what_they_declared(int seed)
    {
        var alive = new HashSet<string>();
        foreach (var operation in Make(seed).Operations)
        {
            if (operation.Kind is OperationKind.Declare or OperationKind.DeclareDaemons) alive.Add(operation.Name).ShouldBeTrue();
            if (operation.Kind is OperationKind.Scale or OperationKind.RollDaemons) alive.ShouldContain(operation.Name);
            if (operation.Kind is OperationKind.Remove or OperationKind.RemoveDaemons) alive.Remove(operation.Name).ShouldBeTrue();
            alive.Count(name => name[0] == 'c').ShouldBeLessThanOrEqualTo(3);
            alive.Count(name => name[0] == 'd').ShouldBeLessThanOrEqualTo(1);
        }
    }

    [Fact]
    public void In_a_long_time_clients_do_everything() => ChaosPlan.Of(1, TimeSpan.FromMinutes(15), All, Targets).Operations
        .Select(operation => operation.Kind).Distinct().Order().ShouldBe(Enum.GetValues<OperationKind>());

    [Fact]
    public void Only_what_is_asked_for_breaks()
    {
        var plan = ChaosPlan.Of(3, TimeSpan.FromMinutes(5), [FaultKind.KillPart, FaultKind.StopBroker], Targets);
        plan.Faults.Select(fault => fault.Kind).Distinct().Order().ShouldBe([FaultKind.KillPart, FaultKind.StopBroker]);
    }

    [Fact]
    public void Only_the_connections_break_that_are_named()
    {
        Targets.Among([]).Links.ShouldBe(Targets.Links);
        Targets.Among(["rabbitmq", "postgres"]).Links.ShouldBe(["apiserver-1>postgres", "node-1>rabbitmq"]);
        Should.Throw<ArgumentException>(() => Targets.Among(["redis"])).Message.ShouldStartWith("--links redis: there are apiserver-1>postgres, ");
    }

    [Fact]
    public void Without_small_disks_none_is_full() =>
        ChaosPlan.Of(3, TimeSpan.FromMinutes(5), All, Targets with { Disks = [] }).Faults.ShouldAllBe(fault => fault.Kind != FaultKind.FullDisk && fault.Kind != FaultKind.FullLog);

    [Fact]
    public void Nothing_else_befalls_PostgreSQL_while_its_disk_is_full() =>
        new[] { FaultKind.FullDisk, FaultKind.FullLog, FaultKind.KillPostgres, FaultKind.RestartPostgres }
            .Select(kind => new Fault(TimeSpan.Zero, TimeSpan.Zero, kind, Fault.Postgres).Resource).Distinct().ShouldHaveSingleItem();

    [Fact]
    public void Old_news_waits_until_RabbitMQ_is_there() =>
        new[] { FaultKind.StopBroker, FaultKind.MessageStorm }.Select(kind => new Fault(TimeSpan.Zero, TimeSpan.Zero, kind, "").Resource).Distinct().ShouldHaveSingleItem();

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Nothing_has_to_wait_for_RabbitMQ_to_start(int seed)
    {
        var broker = Make(seed).Faults.Where(fault => fault.Kind is FaultKind.StopBroker or FaultKind.MessageStorm).OrderBy(fault => fault.At).ToList();
        broker.Zip(broker.Skip(1)).Where(pair => pair.First.Kind == FaultKind.StopBroker)
            .ShouldAllBe(pair => pair.Second.At - pair.First.Until >= TimeSpan.FromSeconds(15));
    }

    [Fact]
    public void In_a_long_time_everything_breaks() =>
        ChaosPlan.Of(1, TimeSpan.FromMinutes(15), All, Targets).Faults.Select(fault => fault.Kind).Distinct().Order().ShouldBe(All);

    [Fact]
    public void Every_step_is_a_sentence()
    {
        var plan = ChaosPlan.Of(1, TimeSpan.FromMinutes(15), All, Targets);
        plan.Faults.Select(fault => fault.ToString()).ShouldAllBe(sentence => sentence.Contains(" s", StringComparison.Ordinal) && !sentence.Contains('>'));
        plan.Operations.Select(operation => operation.ToString()).ShouldAllBe(sentence => sentence.Contains(' '));
    }

    private static ChaosPlan Make(int seed) => ChaosPlan.Of(seed, TimeSpan.FromSeconds(60), All, Targets);
}
