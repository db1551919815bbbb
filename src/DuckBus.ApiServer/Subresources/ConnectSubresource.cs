using DuckBus.ApiServer.Http;
using DuckBus.ApiServer.Kubelets;
using DuckBus.ApiServer.Reads;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Kinds;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Subresources;

/// <summary>A connection to a pod by way of its kubelet: <c>exec</c>, <c>attach</c> and <c>portforward</c>.</summary>
internal sealed class ConnectSubresource : Subresource
{
    private readonly ResourceReader reader;
    private readonly KubeletTunnel tunnel;
    private readonly string optionsKind;
    private readonly string kubeletPath;
    private readonly bool toContainer;

    private ConnectSubresource(ResourceReader reader, KubeletTunnel tunnel, string name, string optionsKind, string kubeletPath, bool toContainer)
    {
        this.reader = reader;
        this.tunnel = tunnel;
        Name = name;
        this.optionsKind = optionsKind;
        this.kubeletPath = kubeletPath;
        this.toContainer = toContainer;
    }

    public override string Name { get; }

    public override IReadOnlyList<string> Verbs { get; } = ["create", "get"];

    /// <summary>All of them.</summary>
    public static IEnumerable<ConnectSubresource> All(ResourceReader reader, KubeletTunnel tunnel) =>
    [
        new(reader, tunnel, "attach", "PodAttachOptions", "attach", toContainer: true),
        new(reader, tunnel, "exec", "PodExecOptions", "exec", toContainer: true),
        new(reader, tunnel, "portforward", "PodPortForwardOptions", "portForward", toContainer: false),
    ];

    public override bool Serves(ResourceKind kind) => kind.Type == typeof(Pod);

    public override string KindName(ResourceKind kind) => optionsKind;

    public override async Task HandleAsync(ResourceTarget target, HttpContext http)
    {
        var view = await reader.ViewAsync(version: null, http.RequestAborted);
        var pod = view.Find(target.Key)?.Resource as Pod ?? throw new StatusException(Status.NotFound(target.Kind, target.Name!));
        var node = view.Find(ResourceKey.Of<Node>(null, pod.Spec.NodeName ?? ""))?.Resource as Node;
        await tunnel.RunAsync(http, Address(pod, node, http.Request), pod.Spec.NodeName!);
    }

    private Uri Address(Pod pod, Node? node, HttpRequest request)
    {
        var container = toContainer ? "/" + Uri.EscapeDataString(PodContainer.Choose(pod, request.Text("container"))) : "";
        var address = KubeletAddress.Of(pod, node, kubeletPath);
        if (pod.Status.Phase is "Succeeded" or "Failed")
            throw new StatusException(Status.BadRequest($"pod {pod.Metadata.Name} is not running: it is over, with phase {pod.Status.Phase}"));
        return new Uri(address + container + request.QueryString);
    }
}
