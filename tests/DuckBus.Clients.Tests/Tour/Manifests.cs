namespace DuckBus.Clients.Tests.Tour;

/// <summary>What the tour applies.</summary>
internal static class Manifests
{
    /// <summary>A Deployment of ducks.</summary>
    public static string Deployment(string name, int replicas = 1, string env = "[]", string image = "duckbus/duck:local") =>
        $$$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: {{{name}}}, labels: {app: {{{name}}}}}
        spec:
          replicas: {{{replicas}}}
          selector: {matchLabels: {app: {{{name}}}}}
          template:
            metadata: {labels: {app: {{{name}}}}}
            spec:
              terminationGracePeriodSeconds: 1
              containers:
              - {name: duck, image: {{{image}}}, env: {{{env}}}, ports: [{containerPort: 8080}]}

        """;

    /// <summary>A pod that runs a command of the shell.</summary>
    public static string Pod(string name, string script = "sleep 1000") =>
        $$$"""
        apiVersion: v1
        kind: Pod
        metadata: {name: {{{name}}}, labels: {app: {{{name}}}}}
        spec:
          terminationGracePeriodSeconds: 1
          containers:
          - {name: main, image: "duckbus/duck:local", command: [sh, -c, "{{{script}}}"]}

        """;

    /// <summary>A ConfigMap.</summary>
    public static string ConfigMap(string name, string data) => $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}}}\ndata: {data}\n";
}
