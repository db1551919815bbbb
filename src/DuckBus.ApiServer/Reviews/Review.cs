using DuckBus.ApiServer.Computed;
using DuckBus.ApiServer.Http;
using DuckBus.ApiServer.Writes;
using DuckBus.Model.Json;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Reviews;

/// <summary>A question that is asked by creating an object: the answer is the object with its status, and nothing is stored.</summary>
/// <typeparam name="T">The kind.</typeparam>
internal abstract class Review<T>(ResourceCalls calls) : ComputedKind
    where T : Resource
{
    public sealed override ResourceKind Kind { get; } = ResourceKind.Of<T>();

    public sealed override async Task HandleAsync(ResourceTarget target, HttpContext http)
    {
        var question = await calls.ReadAsync<T>(http);
        Identity.Check(Kind, target.Namespace, question);
        var answer = await AnswerAsync(question, target, http);
        await http.Response.WriteJsonAsync(201, ModelJson.Write(answer with { ApiVersion = Kind.ApiVersion, Kind = Kind.Name }));
    }

    /// <summary>The question with its answer.</summary>
    protected abstract ValueTask<T> AnswerAsync(T question, ResourceTarget target, HttpContext http);
}
