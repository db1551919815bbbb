namespace DuckBus.Dashboard.Tests.Browser;

/// <summary>One cluster and one browser for all tests that look at the page; they take turns.</summary>
[CollectionDefinition(Name)]
public sealed class StageCollection : ICollectionFixture<StageFixture>
{
    public const string Name = "stage";
}
