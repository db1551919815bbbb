using DuckBus.ApiServer.Authentication;
using DuckBus.ApiServer.Http;
using DuckBus.ApiServer.Reads;
using DuckBus.ApiServer.Rules;
using DuckBus.Model.Authentication;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Json;
using DuckBus.Model.Kinds;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Subresources;

/// <summary>Makes tokens of a service account: <c>kubectl create token</c>.</summary>
internal sealed class TokenSubresource(ServiceAccountTokens tokens, ResourceReader reader, ResourceCalls calls) : Subresource
{
    private const long DefaultSeconds = 3600;
    private const long LeastSeconds = 600;
    private const long MostSeconds = 1L << 32;

    public override string Name => "token";

    public override IReadOnlyList<string> Verbs { get; } = ["create"];

    public override bool Serves(ResourceKind kind) => kind.Type == typeof(ServiceAccount);

    public override string KindName(ResourceKind kind) => nameof(TokenRequest);

    public override string ApiVersion(ResourceKind kind) => "authentication.k8s.io/v1";

    public override async Task HandleAsync(ResourceTarget target, HttpContext http)
    {
        var request = await calls.ReadAsync<TokenRequest>(http);
        var account = (ServiceAccount)(await reader.GetAsync(target, null, http.RequestAborted)).Resource;
        var spec = request.Spec with { ExpirationSeconds = request.Spec.ExpirationSeconds ?? DefaultSeconds };
        Check(target, spec);
        if (spec.BoundObjectRef is { } bound)
        {
            var view = await reader.ViewAsync(version: null, http.RequestAborted);
            var found = ServiceAccountTokens.Bound(view, target.Namespace, bound)
                ?? throw new StatusException(Status.NotFound(bound.Kind switch { "Pod" => ResourceKind.Of<Pod>(), "Secret" => ResourceKind.Of<Secret>(), _ => ResourceKind.Of<Node>() }, bound.Name ?? ""));
            if (bound.Uid is { Length: > 0 } uid && uid != found.Metadata.Uid)
                throw new StatusException(Status.Conflict(target.Kind, target.Name!, $"the UID in the bound object reference ({uid}) does not match the UID in record ({found.Metadata.Uid})"));
            spec = spec with { BoundObjectRef = bound with { Uid = found.Metadata.Uid } };
        }

        var (token, expires) = tokens.Issue(account, spec);
        await http.Response.WriteJsonAsync(201, ModelJson.Write(request with
        {
            ApiVersion = "authentication.k8s.io/v1",
            Kind = nameof(TokenRequest),
            Spec = spec,
            Metadata = request.Metadata with { Name = target.Name, Namespace = target.Namespace, CreationTimestamp = expires.AddSeconds(-spec.ExpirationSeconds!.Value) },
            Status = new TokenRequestStatus { Token = token, ExpirationTimestamp = expires },
        }));
    }

    private static void Check(ResourceTarget target, TokenRequestSpec spec)
    {
        var problems = new Problems();
        problems.Check(spec.ExpirationSeconds >= LeastSeconds, () =>
            StatusCause.Invalid("spec.expirationSeconds", spec.ExpirationSeconds, "may not specify a duration less than 10 minutes"));
        problems.Check(spec.ExpirationSeconds <= MostSeconds, () =>
            StatusCause.Invalid("spec.expirationSeconds", spec.ExpirationSeconds, "may not specify a duration larger than 2^32 seconds"));
        if (spec.BoundObjectRef is { } bound)
        {
            if (bound.Kind is null) problems.Add(StatusCause.Required("spec.boundObjectRef.kind"));
            problems.OneOf(bound.Kind, "spec.boundObjectRef.kind", "Pod", "Secret", "Node");
            if (string.IsNullOrEmpty(bound.Name)) problems.Add(StatusCause.Required("spec.boundObjectRef.name"));
        }

        if (problems.Causes.Count > 0) throw new StatusException(Status.Invalid(target.Kind, target.Name, problems.Causes));
    }
}
