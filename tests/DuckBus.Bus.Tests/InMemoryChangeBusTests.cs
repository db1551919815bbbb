namespace DuckBus.Bus.Tests;

public sealed class InMemoryChangeBusTests : ChangeBusConformance
{
    protected override Task<IChangeBus> CreateAsync() => Task.FromResult<IChangeBus>(new InMemoryChangeBus());
}
