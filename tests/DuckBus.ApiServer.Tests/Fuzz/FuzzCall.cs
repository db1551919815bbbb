using System.Text;

namespace DuckBus.ApiServer.Tests.Fuzz;

/// <summary>One request.</summary>
internal sealed record FuzzCall(string Method, string Path, byte[]? Body, string? ContentType, string? Accept)
{
    /// <summary>Whether its answer may go on for as long as the server likes.</summary>
    public bool Streams => Method == "GET" && (Path.Contains("watch=", StringComparison.Ordinal) || Path.Contains("follow", StringComparison.Ordinal));

    /// <summary>Whether it may store an object.</summary>
    public bool Stores => Method is "POST" or "PUT" or "PATCH" && !Path.Contains("dryRun", StringComparison.Ordinal);

    /// <summary>The request as HTTP.</summary>
    public HttpRequestMessage Request(Uri server)
    {
        var uri = new Uri(server.GetLeftPart(UriPartial.Authority) + Path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var request = new HttpRequestMessage(new HttpMethod(Method), uri);
        if (Accept is not null) request.Headers.TryAddWithoutValidation("Accept", Accept);
        if (Body is null) return request;
        request.Content = new ByteArrayContent(Body);
        if (ContentType is not null) request.Content.Headers.TryAddWithoutValidation("Content-Type", string.Concat(ContentType.Where(c => c is >= ' ' and <= '~')));
        return request;
    }

    /// <summary>The request for the eyes, with its body as text where it is text.</summary>
    public override string ToString()
    {
        var body = Body is null ? "" : Body.AsSpan().StartsWith("k8s\0"u8) ? $"base64:{Convert.ToBase64String(Body)}" : Encoding.UTF8.GetString(Body);
        return $"{Method} {Path}\nAccept: {Accept}\nContent-Type: {ContentType}\n\n{body}";
    }
}
