using DuckBus.Model.Errors;
using DuckBus.Model.Kinds;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Http.Fields;

/// <summary>
/// Scans what a caller submits for fields that the kind does not have, that are given twice, or that DuckBus does not act on,
/// and refuses or warns as <c>?fieldValidation=</c> asks.
/// </summary>
internal static class SubmittedFields
{
    /// <summary>Checks a body that holds a whole object.</summary>
    /// <returns>The body, with each field once and those that the kind has only.</returns>
    /// <exception cref="StatusException">400: it is no object, or it has mistakes and the caller is strict.</exception>
    public static ReadOnlyMemory<byte> Check(HttpContext http, Type type, ReadOnlyMemory<byte> json, bool warnOfUnused = true)
    {
        var mode = http.Request.FieldValidation();
        var findings = new FieldFindings();
        JsonScan.Check(json.Span, type, findings);
        if (warnOfUnused) Warn(http, findings.Unused);
        if (findings.Mistakes.Count == 0) return json;
        if (mode == FieldValidation.Strict) RefuseAll(type, findings.Mistakes);
        if (mode == FieldValidation.Warn) Warn(http, findings.Mistakes);
        return KnownFields.Keep(json, type);
    }

    /// <summary>
    /// Checks what a patch makes of an object. Only what the patch brings in counts: mistakes and unused fields that the object had
    /// before are not those of the caller.
    /// </summary>
    /// <param name="http">The request.</param>
    /// <param name="kind">The kind of the object.</param>
    /// <param name="type">The type of what is seen of it, and patched.</param>
    /// <param name="before">The object before, as JSON; empty if there was none.</param>
    /// <param name="after">The patched object, as JSON.</param>
    /// <param name="warnOfUnused">Whether to tell of fields that DuckBus does not act on: not for a status.</param>
    /// <returns>The patched object, with the fields that the kind has only.</returns>
    /// <exception cref="StatusException">422: the patch brings in mistakes and the caller is strict.</exception>
    public static ReadOnlyMemory<byte> CheckPatched(
        HttpContext http, ResourceKind kind, Type type, ReadOnlySpan<byte> before, ReadOnlyMemory<byte> after, bool warnOfUnused = true)
    {
        var mode = http.Request.FieldValidation();
        var findings = new FieldFindings();
        JsonScan.Check(after.Span, type, findings);
        if (findings.Mistakes.Count + findings.Unused.Count == 0) return after;
        var known = new FieldFindings();
        if (!before.IsEmpty) JsonScan.Check(before, type, known);
        if (warnOfUnused) Warn(http, findings.Unused.Except(known.Unused));
        var mistakes = findings.Mistakes.Except(known.Mistakes, StringComparer.Ordinal).ToList();
        if (mistakes.Count > 0 && mode == FieldValidation.Strict) Refuse(kind, mistakes);
        if (mode == FieldValidation.Warn) Warn(http, mistakes);
        return findings.Mistakes.Count == 0 ? after : KnownFields.Keep(after, type);
    }

    /// <summary>
    /// Checks the text of a patch for fields that are given twice. What the patch makes of the object is the business of
    /// <see cref="CheckPatched"/>.
    /// </summary>
    /// <returns>The text, with each field once.</returns>
    /// <exception cref="StatusException">400: it is no JSON; 422: it has a field twice and the caller is strict.</exception>
    public static ReadOnlyMemory<byte> CheckPatch(HttpContext http, ResourceKind kind, ReadOnlyMemory<byte> patch, bool isList)
    {
        var mode = http.Request.FieldValidation();
        var findings = new FieldFindings();
        if (isList) JsonScan.CheckList(patch.Span, findings);
        else JsonScan.Check(patch.Span, type: null, findings);
        if (!findings.HasDuplicates) return patch;
        if (mode == FieldValidation.Strict) Refuse(kind, findings.Mistakes);
        if (mode == FieldValidation.Warn) Warn(http, findings.Mistakes);
        return KnownFields.Keep(patch, type: null);
    }

    /// <summary>Checks a configuration that is applied: nobody can own a field that the kind does not have.</summary>
    /// <returns>The configuration, with each field once.</returns>
    /// <exception cref="StatusException">
    /// 400: it is no object, or has a field that the kind does not have, whatever the caller says of field validation.
    /// </exception>
    public static ReadOnlyMemory<byte> CheckApplied(HttpContext http, ResourceTarget target, Representation seen, ReadOnlyMemory<byte> json)
    {
        var mode = http.Request.FieldValidation();
        var findings = new FieldFindings();
        JsonScan.Check(json.Span, seen.Type, findings);
        if (target.Subresource is null) Warn(http, findings.Unused);
        if (findings.Mistakes.Count == 0) return json;
        if (mode == FieldValidation.Strict) RefuseAll(seen.Type, findings.Mistakes);
        if (findings.UnknownFields.Count > 0) RefuseUndeclared(target, seen, findings.UnknownFields);
        if (mode == FieldValidation.Warn) Warn(http, findings.Mistakes);
        return KnownFields.Keep(json, type: null);
    }

    private static void RefuseUndeclared(ResourceTarget target, Representation seen, IReadOnlyList<string> fields)
    {
        var undeclared = fields.Select(path => $".{path}: field not declared in schema").ToList();
        var list = undeclared.Count == 1 ? undeclared[0] : "errors:\n  " + string.Join("\n  ", undeclared);
        throw new StatusException(Status.BadRequest(
            $"failed to create typed patch object ({target.Namespace}/{target.Name}; {seen.ApiVersion}, Kind={seen.Kind}): {list}"));
    }

    private static void RefuseAll(Type type, IReadOnlyList<string> mistakes) =>
        throw new StatusException(Status.BadRequest($"{Subject(type)}strict decoding error: {string.Join(", ", mistakes)}"));

    private static void Refuse(ResourceKind kind, IReadOnlyList<string> mistakes) => throw new StatusException(Status.Invalid(
        kind, "", [StatusCause.Invalid("patch", "", $"strict decoding error: {string.Join(", ", mistakes)}")]));

    private static string Subject(Type type) =>
        ResourceKind.Served.FirstOrDefault(kind => kind.Type == type) is { } kind
            ? $"{kind.Name} in version \"{kind.Version}\" cannot be handled as a {kind.Name}: "
            : "";

    private static void Warn<T>(HttpContext http, IEnumerable<T> findings)
        where T : notnull
    {
        foreach (var finding in findings) RequestWarnings.Add(http, finding.ToString()!);
    }
}
