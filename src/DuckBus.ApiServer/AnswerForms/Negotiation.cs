using DuckBus.ApiServer.Http;
using DuckBus.Model.Errors;
using DuckBus.Model.Kinds;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace DuckBus.ApiServer.AnswerForms;

/// <summary>Reads from the Accept header how a client wants objects to be shown.</summary>
internal static class Negotiation
{
    /// <summary>The first form that the client names and the server has; objects as they are unless it names one.</summary>
    /// <param name="request">The request.</param>
    /// <param name="kind">The kind of the objects.</param>
    /// <param name="time">Tells the ages.</param>
    /// <param name="shown">The type of what is shown of them; null if that is the objects themselves.</param>
    /// <exception cref="StatusException">406: the client takes nothing that the server has.</exception>
    public static AnswerForm AnswerForm(this HttpRequest request, ResourceKind kind, TimeProvider time, Type? shown = null)
    {
        // Most clients want objects as they are; they cost no parsing.
        if (!request.Headers.Accept.ToString().Contains("as=", StringComparison.Ordinal)) return new WholeObjects(kind);
        foreach (var type in AcceptHeader.Of(request))
            if (Find(type, request, kind, shown ?? kind.Type, time) is { } found) return found;
        throw new StatusException(new Status
        {
            Code = 406,
            Reason = "NotAcceptable",
            Message = "the Accept header names nothing that the server has: objects are shown as application/json, and with "
                + ";as=Table or ;as=PartialObjectMetadata and ;v=v1;g=meta.k8s.io as rows or by their metadata",
        });
    }

    private static AnswerForm? Find(MediaTypeHeaderValue type, HttpRequest request, ResourceKind kind, Type shown, TimeProvider time)
    {
        if (!type.Takes("application/json")) return null;
        if (type.Parameter("as") is not { } form) return new WholeObjects(kind);
        var version = type.Parameter("v");
        if (type.Parameter("g") != "meta.k8s.io" || version is not ("v1" or "v1beta1")) return null;
        return form switch
        {
            "Table" => new TableRows(shown, version, Included(request), time.GetUtcNow),
            "PartialObjectMetadata" or "PartialObjectMetadataList" => new MetadataOnly(version),
            _ => null,
        };
    }

    private static RowObject Included(HttpRequest request) => request.Text("includeObject") switch
    {
        null or "Metadata" => RowObject.Metadata,
        "None" => RowObject.None,
        "Object" => RowObject.Object,
        var other => throw QueryExtensions.Bad("includeObject", other, "None, Metadata or Object"),
    };
}
