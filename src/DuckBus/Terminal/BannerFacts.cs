namespace DuckBus.Terminal;

/// <summary>What somebody wants to know of a cluster that has just become ready.</summary>
/// <param name="Api">The address of the API server.</param>
/// <param name="SecureApi">Its address over HTTPS, which the kubeconfig uses; null if it has none.</param>
/// <param name="Kubeconfig">The kubeconfig, as one would type it.</param>
/// <param name="Nodes">How many nodes are ready.</param>
/// <param name="Runtime">What runs the containers, and why.</param>
/// <param name="State">Where the state is.</param>
/// <param name="Dashboard">Where the dashboard is, or why there is none; null where nobody wants one.</param>
/// <param name="Took">How long it took to become ready.</param>
internal sealed record BannerFacts(string Api, string? SecureApi, string Kubeconfig, int Nodes, string Runtime, string State, string? Dashboard, TimeSpan Took);
