using DuckBus.Chaos.History;
using DuckBus.Chaos.Invariants;
using DuckBus.Chaos.Plan;

namespace DuckBus.Chaos.Tests.Invariants;

public sealed class RememberedTests
{
    private const WriteOutcome Yes = WriteOutcome.Acknowledged;
    private const WriteOutcome No = WriteOutcome.Refused;
    private const WriteOutcome Perhaps = WriteOutcome.Unknown;

    public static TheoryData<Demand[], int?, bool> Cases => new()
    {
        { [Declare(2, Yes)], 2, true },
        { [Declare(2, Yes)], 3, false },
        { [Declare(2, Yes)], null, false },
        { [Declare(2, No)], null, true },
        { [Declare(2, No)], 2, false },
        { [Declare(2, Perhaps)], 2, true },
        { [Declare(2, Perhaps)], null, true },
        { [Declare(2, Yes), Scale(3, Yes)], 3, true },
        { [Declare(2, Yes), Scale(3, Yes)], 2, false },
        { [Declare(2, Yes), Scale(3, Perhaps)], 2, true },
        { [Declare(2, Yes), Scale(3, Perhaps)], 3, true },
        { [Declare(2, Yes), Scale(3, Perhaps), Scale(1, Yes)], 1, true },
        { [Declare(2, Yes), Scale(3, Perhaps), Scale(1, Yes)], 3, true },
        { [Declare(2, Yes), Scale(3, Perhaps), Scale(1, Yes)], 2, false },
        { [Declare(2, Yes), Scale(3, Yes), Remove(Yes)], null, true },
        { [Declare(2, Yes), Scale(3, Yes), Remove(Yes)], 3, false },
        { [Declare(2, Yes), Remove(Perhaps)], 2, true },
        { [Declare(2, Yes), Remove(Perhaps)], null, true },
        { [Declare(2, Yes), Remove(No)], null, false },
        { [Template(OperationKind.DeclareDaemons, 2), Template(OperationKind.RollDaemons, 3)], 3, true },
        { [Template(OperationKind.DeclareDaemons, 2), Template(OperationKind.RollDaemons, 3)], 2, false },
        { [Template(OperationKind.DeclareDaemons, 2), Template(OperationKind.RemoveDaemons, 2)], null, true },
        { [Template(OperationKind.DeclareDaemons, 2), Template(OperationKind.RemoveDaemons, 2)], 2, false },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_clients_were_told_is_so(Demand[] demands, int? now, bool fine)
    {
        var replicas = now is { } count ? new Dictionary<string, int> { ["c1"] = count } : [];
        Remembered.Check(demands, replicas).Any().ShouldBe(!fine);
    }

    private static Demand Declare(int replicas, WriteOutcome outcome) => new(OperationKind.Declare, "c1", replicas, outcome);

    private static Demand Scale(int replicas, WriteOutcome outcome) => new(OperationKind.Scale, "c1", replicas, outcome);

    private static Demand Template(OperationKind kind, int template) => new(kind, "c1", template, Yes);

    private static Demand Remove(WriteOutcome outcome) => new(OperationKind.Remove, "c1", 1, outcome);
}
