using System.Text.Json;
using DuckBus.Model.Errors;
using DuckBus.Model.Json;

namespace DuckBus.ApiServer.Kubelets;

/// <summary>What a kubelet says when it does not do what it is asked.</summary>
internal static class KubeletRefusal
{
    /// <summary>The refusal as the API's own: a Status is passed on, text becomes one of the same code.</summary>
    public static async Task<StatusException> ReadAsync(HttpResponseMessage answer, string node, CancellationToken cancellationToken)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        try
        {
            if (JsonSerializer.Deserialize<Status>(text, ModelJson.Options) is { Kind: nameof(Status), Code: >= 400 } status) return new StatusException(status);
        }
        catch (JsonException)
        {
            // Plain text, then.
        }

        var code = (int)answer.StatusCode;
        var said = Status.BadRequest(text.Trim() is { Length: > 0 } why ? why : $"the kubelet of node {node} gave no reason") with { Code = code >= 400 ? code : 502 };
        return new StatusException(said with { Reason = Reason(said.Code.Value) });
    }

    /// <summary>A kubelet that does not answer at all.</summary>
    public static StatusException Unreachable(string node, Uri address, Exception why) => new(Status.Unavailable(
        $"the kubelet of node {node} at {address.Authority} cannot be reached: {why.Message}"));

    private static string Reason(int code) => code switch
    {
        400 => "BadRequest",
        403 => "Forbidden",
        404 => "NotFound",
        _ => "InternalError",
    };
}
