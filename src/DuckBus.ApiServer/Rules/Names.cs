namespace DuckBus.ApiServer.Rules;

/// <summary>Kubernetes' rules for names, keys and values.</summary>
internal static class Names
{
    public const string LabelRule =
        "must be a DNS label: at most 63 lower-case letters, digits and '-', starting and ending with a letter or digit";

    public const string SubdomainRule =
        "must be a DNS subdomain: at most 253 lower-case letters, digits, '-' and '.', starting and ending with a letter or digit";

    public const string QualifiedRule =
        "must be a name of at most 63 letters, digits, '-', '_' and '.', starting and ending with a letter or digit, after an optional DNS subdomain and '/'";

    public const string ValueRule =
        "must be empty or at most 63 letters, digits, '-', '_' and '.', starting and ending with a letter or digit";

    public const string DataKeyRule = "must be at most 253 letters, digits, '-', '_' and '.', and neither '.' nor start with '..'";

    public const string EnvRule = "must be letters, digits, '_', '-' and '.', and must not start with a digit";

    public const string PortNameRule = "must be at most 15 lower-case letters, digits and '-', with at least one letter";

    public const string HeaderRule = "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name')";

    public static bool IsDnsLabel(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= 63 && IsLowerAlphanumeric(text[0]) && IsLowerAlphanumeric(text[^1]) && !text.ContainsAnyExcept(LabelChars);

    public static bool IsDnsSubdomain(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > 253 || text.ContainsAnyExcept(SubdomainChars)) return false;
        foreach (var part in text.Split('.'))
            if (text[part] is not { Length: > 0 } label || !IsLowerAlphanumeric(label[0]) || !IsLowerAlphanumeric(label[^1])) return false;
        return true;
    }

    public static bool IsQualifiedName(ReadOnlySpan<char> text)
    {
        var slash = text.IndexOf('/');
        if (slash >= 0 && !IsDnsSubdomain(text[..slash])) return false;
        var name = text[(slash + 1)..];
        return name.Length > 0 && IsLabelValue(name);
    }

    public static bool IsLabelValue(ReadOnlySpan<char> text) =>
        text.Length == 0
        || (text.Length <= 63 && char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1]) && !text.ContainsAnyExcept(ValueChars));

    public static bool IsDataKey(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= 253 && text is not "." && !text.StartsWith("..") && !text.ContainsAnyExcept(ValueChars);

    public static bool IsEnvName(ReadOnlySpan<char> text) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && !text.ContainsAnyExcept(ValueChars);

    /// <summary>A port's name: at most 15 lower-case letters, digits and dashes, with a letter.</summary>
    public static bool IsPortName(ReadOnlySpan<char> text) =>
        text.Length <= 15 && IsDnsLabel(text) && text.ContainsAnyInRange('a', 'z') && !text.Contains("--", StringComparison.Ordinal);

    public static bool IsHeaderName(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
            if (c != '-' && !char.IsAsciiLetterOrDigit(c)) return false;
        return text.Length > 0;
    }

    private static readonly System.Buffers.SearchValues<char> LabelChars =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private static readonly System.Buffers.SearchValues<char> SubdomainChars =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-.");

    private static readonly System.Buffers.SearchValues<char> ValueChars =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    private static bool IsLowerAlphanumeric(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);
}
