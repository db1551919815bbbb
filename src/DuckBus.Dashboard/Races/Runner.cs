namespace DuckBus.Dashboard.Races;

/// <summary>A cluster that takes part in the race.</summary>
/// <param name="Name">What it is called: <c>imperative</c>, <c>polling</c>, <c>bus</c>.</param>
/// <param name="Containers">The address that lists its containers.</param>
public sealed record Runner(string Name, Uri Containers)
{
    /// <summary>Reads <c>imperative=http://localhost:8080,bus=http://localhost:8081</c>. An imperative cluster lists its containers elsewhere.</summary>
    /// <returns>The runners; null if the text cannot be read.</returns>
    public static IReadOnlyList<Runner>? Parse(string text)
    {
        var runners = new List<Runner>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var name = part.Split('=')[0];
            if (name.Length == part.Length || !Uri.TryCreate(part[(name.Length + 1)..].TrimEnd('/') + "/", UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
                return null;
            runners.Add(new Runner(name, new Uri(address, name == "imperative" ? "containers" : "api/containers")));
        }

        return runners;
    }
}
