namespace DuckBus.Dashboard.Stages;

/// <summary>A stage without any reach into the machines: everything is refused with the same reason.</summary>
/// <param name="reason">Why, and what to do about it.</param>
public sealed class EmptyStage(string reason) : IStage
{
    /// <inheritdoc />
    public string? WhyNot(StageAct act) => reason;

    /// <inheritdoc />
    public Task<string?> KillPodAsync(string node, string ns, string name, CancellationToken cancellationToken) => Refuse();

    /// <inheritdoc />
    public Task<string?> StopNodeAsync(string node, CancellationToken cancellationToken) => Refuse();

    /// <inheritdoc />
    public Task<string?> StartNodeAsync(string node, CancellationToken cancellationToken) => Refuse();

    /// <inheritdoc />
    public Task<string?> StopBrokerAsync(CancellationToken cancellationToken) => Refuse();

    /// <inheritdoc />
    public Task<string?> StartBrokerAsync(CancellationToken cancellationToken) => Refuse();

    /// <inheritdoc />
    public Task<string?> AddIntruderAsync(string node, string name, CancellationToken cancellationToken) => Refuse();

    private Task<string?> Refuse() => Task.FromResult<string?>(reason);
}
