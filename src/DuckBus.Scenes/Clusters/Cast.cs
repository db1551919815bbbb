namespace DuckBus.Scenes.Clusters;

/// <summary>The names of all that scenes put on a stage, and so may take away from it.</summary>
internal static class Cast
{
    public const string Intruder = "fake-container";
    public const string Deployment = "ducks";

    /// <summary>Those that show whether events flow: one for each node, and one that goes where the scheduler wants.</summary>
    public static IReadOnlyList<string> Online { get; } = [.. Enumerable.Range(1, 4).Select(number => $"online{number}")];

    /// <summary>Declared containers.</summary>
    public static IReadOnlyList<string> Containers { get; } =
        ["nginx", "redis", "late", "offline", .. Enumerable.Range(1, 9).Select(number => $"nginx{number}"), .. Online];

    /// <summary>Whether a scene put it there.</summary>
    public static bool IsOurs(string name) =>
        Containers.Contains(name) || name.StartsWith(Intruder, StringComparison.Ordinal) || name.StartsWith(Deployment, StringComparison.Ordinal);

    /// <summary>Removes the deployment of the trace scene.</summary>
    public static async Task RemoveDeploymentAsync(Rest rest, CancellationToken stop)
    {
        try
        {
            await rest.DeleteAsync($"/apis/apps/v1/namespaces/default/deployments/{Deployment}", stop);
        }
        catch (ApiRefusedException e) when (e.Code == 404)
        {
            // Gone already.
        }
    }
}
