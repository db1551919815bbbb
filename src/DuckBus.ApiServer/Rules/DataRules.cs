using System.Text;
using DuckBus.Model.Errors;
using DuckBus.Model.Json;

namespace DuckBus.ApiServer.Rules;

/// <summary>What holds for the data of ConfigMaps and Secrets.</summary>
internal static class DataRules
{
    /// <summary>The largest sum of all values, in bytes.</summary>
    public const int Limit = 1024 * 1024;

    public static void Keys(IReadOnlyDictionary<string, string>? data, string field, Problems problems)
    {
        foreach (var key in data?.Keys ?? [])
            problems.Check(Names.IsDataKey(key), () => StatusCause.Invalid($"{field}[{key}]", key, Names.DataKeyRule));
    }

    /// <summary>Checks that values are base64.</summary>
    public static void Base64(IReadOnlyDictionary<string, string>? data, string field, Problems problems)
    {
        foreach (var (key, value) in data ?? new Dictionary<string, string>())
            problems.Check(System.Buffers.Text.Base64.IsValid(value), () => StatusCause.Invalid($"{field}[{key}]", "…", "must be base64"));
    }

    public static void Size(long bytes, string field, Problems problems) => problems.Check(bytes <= Limit, () => new StatusCause
    {
        Reason = "FieldValueTooLong",
        Field = field,
        Message = $"Too long: may not be more than {Limit} bytes",
    });

    public static long TextSize(IReadOnlyDictionary<string, string>? data) =>
        data?.Values.Sum(value => (long)Encoding.UTF8.GetByteCount(value)) ?? 0;

    public static long BinarySize(IReadOnlyDictionary<string, string>? data) =>
        data?.Values.Sum(value => System.Buffers.Text.Base64.IsValid(value, out var length) ? length : 0L) ?? 0;

    /// <summary>Checks that what was declared immutable stays as it is, and stays immutable.</summary>
    public static void Immutable(bool? wasImmutable, bool? isImmutable, object? before, object? after, Problems problems)
    {
        if (wasImmutable != true) return;
        problems.Check(isImmutable == true, () => StatusCause.Forbidden("immutable", "field is immutable when `immutable` is set"));
        problems.Check(JsonEquality.Same(before, after), () => StatusCause.Forbidden("data", "field is immutable when `immutable` is set"));
    }
}
