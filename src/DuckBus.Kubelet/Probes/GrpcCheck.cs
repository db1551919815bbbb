using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using DuckBus.Model.Core.Probes;

namespace DuckBus.Kubelet.Probes;

/// <summary>Asks the standard gRPC health service, without TLS: SERVING is success.</summary>
internal static class GrpcCheck
{
    private const byte ServiceField = 0x0a;
    private const byte StatusField = 0x08;
    private const byte Serving = 1;
    private const int FrameHeader = 5;

    /// <summary>Asks once, on a connection of its own.</summary>
    public static async Task<ProbeResult> RunAsync(
        PodConnector connector, ProbeTarget target, GrpcAction grpc, CancellationToken cancellationToken)
    {
        var host = await connector.HostAsync(target, host: null, cancellationToken);
        using var client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (_, token) => new NetworkStream(await connector.ConnectAsync(target, null, grpc.Port, token), ownsSocket: true),
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://{host}:{grpc.Port}/grpc.health.v1.Health/Check")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(Question(grpc.Service ?? "")) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
            Headers = { TE = { new TransferCodingWithQualityHeaderValue("trailers") } },
        };
        try
        {
            using var answer = await client.SendAsync(request, cancellationToken);
            return Read(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
        }
        catch (HttpRequestException failure)
        {
            var why = failure.InnerException is SocketException refused ? PodConnector.Words(host, grpc.Port, refused) : failure.Message;
            return ProbeResult.Failure($"timeout: failed to connect service \"{host}:{grpc.Port}\": {why}");
        }
    }

    /// <summary>The question as a gRPC frame: no compression, the length, and the message with the service's name.</summary>
    internal static byte[] Question(string service)
    {
        var name = Encoding.UTF8.GetBytes(service);
        byte[] message = name.Length == 0 ? [] : [ServiceField, (byte)Math.Min(name.Length, 127), .. name.Take(127)];
        return [0, 0, 0, 0, (byte)message.Length, .. message];
    }

    /// <summary>What an answer means. Without a frame it carries a refusal: the service is not known.</summary>
    internal static ProbeResult Read(ReadOnlySpan<byte> answer)
    {
        if (answer.Length < FrameHeader) return ProbeResult.Failure("error: this server does not implement the grpc health protocol or does not know the service");
        return answer[FrameHeader..] is [StatusField, Serving, ..] ? ProbeResult.Success : ProbeResult.Failure("service unhealthy (responded with \"NOT_SERVING\")");
    }
}
