using System.Globalization;

namespace DuckBus.Chaos.Plan;

/// <summary>One thing that goes wrong for a while.</summary>
/// <param name="At">When it begins, since the start.</param>
/// <param name="For">How long it lasts.</param>
/// <param name="Kind">What goes wrong.</param>
/// <param name="Target">Where: a part, <c>part>server</c> for a connection, a disk, a lease; empty where there is one only.</param>
public sealed record Fault(TimeSpan At, TimeSpan For, FaultKind Kind, string Target)
{
    /// <summary>The target that is PostgreSQL's disk: one that is full can take the server down, so nothing else may befall it then.</summary>
    public const string Postgres = "PostgreSQL";

    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan BrokerStarts = TimeSpan.FromSeconds(15);

    /// <summary>When it is over.</summary>
    public TimeSpan Until => At + For;

    /// <summary>When the next one of the same thing may begin. RabbitMQ takes long to start: what had to wait for it would come when all else is over.</summary>
    public TimeSpan Mended => Until + (Kind == FaultKind.StopBroker ? BrokerStarts : Quiet);

    /// <summary>What can suffer one fault at a time only.</summary>
    public string Resource => Kind switch
    {
        FaultKind.KillPart or FaultKind.PausePart => Target,
        FaultKind.SlowLink or FaultKind.StallLink or FaultKind.LoseAnswers or FaultKind.CutLink => Target,
        FaultKind.KillPostgres or FaultKind.RestartPostgres or FaultKind.FullLog => Postgres,
        FaultKind.StopBroker or FaultKind.MessageStorm => "RabbitMQ", // It takes nothing while it is down, nor while it starts.
        FaultKind.FullDisk => Target == Postgres ? Postgres : $"disk of {Target}",
        FaultKind.LeaseClock => $"lease {Target}",
        _ => Kind.ToString(),
    };

    /// <summary>In a sentence.</summary>
    public override string ToString()
    {
        var seconds = For.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        return Kind switch
        {
            FaultKind.KillPart => $"{Target} is killed (kill -9) and started again {seconds} s later",
            FaultKind.PausePart => $"{Target} stands still for {seconds} s",
            FaultKind.StopBroker => $"RabbitMQ is stopped for {seconds} s",
            FaultKind.KillPostgres => $"PostgreSQL is killed (kill -9) and started again {seconds} s later",
            FaultKind.RestartPostgres => $"PostgreSQL is stopped for {seconds} s",
            FaultKind.RestartDocker => $"Docker goes down with all its containers for {seconds} s",
            FaultKind.SlowLink => $"the connections {Link} take 200 ms each way for {seconds} s",
            FaultKind.StallLink => $"nothing goes through the connections {Link} for {seconds} s",
            FaultKind.LoseAnswers => $"the answers on the connections {Link} are lost for {seconds} s",
            FaultKind.CutLink => $"the connections {Link} are cut for {seconds} s",
            FaultKind.FullDisk => $"the disk of {Target} is full for {seconds} s",
            FaultKind.FullLog => $"the disk of {Target} is full for {seconds} s, and it needs room for its log",
            FaultKind.MessageStorm => $"old messages come again in any order for {seconds} s",
            FaultKind.LeaseClock => $"the lease {Target} is said to be renewed at wrong times for {seconds} s",
            _ => $"{Kind} {Target} for {seconds} s",
        };
    }

    private string Link => $"from {Target.Replace(">", " to ", StringComparison.Ordinal)}";
}
