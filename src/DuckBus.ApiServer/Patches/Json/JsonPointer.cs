using System.Globalization;

namespace DuckBus.ApiServer.Patches.Json;

/// <summary>A place in a JSON document, RFC 6901: <c>/spec/containers/0/image</c>. Empty is the whole document.</summary>
internal sealed class JsonPointer
{
    private JsonPointer(string text, IReadOnlyList<string> tokens)
    {
        Text = text;
        Tokens = tokens;
    }

    /// <summary>The pointer as it was written.</summary>
    public string Text { get; }

    /// <summary>The names and indexes on the way, without escapes.</summary>
    public IReadOnlyList<string> Tokens { get; }

    /// <summary>Whether it is the whole document.</summary>
    public bool IsRoot => Tokens.Count == 0;

    /// <summary>Reads a pointer; null if the text is none.</summary>
    public static JsonPointer? TryParse(string text)
    {
        if (text.Length == 0) return new JsonPointer(text, []);
        if (text[0] != '/') return null;
        var tokens = text[1..].Split('/');
        for (var i = 0; i < tokens.Length; i++)
        {
            if (!IsEscapedWell(tokens[i])) return null;
            tokens[i] = tokens[i].Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
        }

        return new JsonPointer(text, tokens);
    }

    /// <summary>An index into a list; null if the token is none. No sign and no leading zero.</summary>
    public static int? Index(string token) =>
        token is "0" || (token.Length > 0 && token[0] is >= '1' and <= '9')
            ? int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null
            : null;

    /// <summary>Whether it is a place inside of another.</summary>
    public bool IsBelow(JsonPointer other) => Tokens.Count > other.Tokens.Count && other.Tokens.SequenceEqual(Tokens.Take(other.Tokens.Count));

    /// <inheritdoc />
    public override string ToString() => IsRoot ? "the whole document" : Text;

    private static bool IsEscapedWell(string token)
    {
        for (var i = token.IndexOf('~', StringComparison.Ordinal); i >= 0; i = token.IndexOf('~', i + 1))
            if (i + 1 == token.Length || token[i + 1] is not ('0' or '1'))
                return false;
        return true;
    }
}
