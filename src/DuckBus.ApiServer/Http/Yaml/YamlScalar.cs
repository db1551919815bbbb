using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace DuckBus.ApiServer.Http.Yaml;

/// <summary>What a YAML scalar means: text, or the JSON of a plain null, boolean or number.</summary>
/// <param name="Text">The value as text; the JSON where it is not text.</param>
/// <param name="IsText">Whether it is text.</param>
internal readonly partial record struct YamlScalar(string Text, bool IsText)
{
    /// <summary>Reads a scalar as Kubernetes does: YAML 1.1, where <c>yes</c> and <c>on</c> are booleans and <c>0644</c> is octal.</summary>
    /// <exception cref="YamlException">It is a number that JSON does not have.</exception>
    public static YamlScalar Of(Scalar scalar)
    {
        if (scalar.Tag.IsEmpty) return scalar.Style == ScalarStyle.Plain ? Plain(scalar) : new YamlScalar(scalar.Value, IsText: true);
        return scalar.Tag.Value switch
        {
            "!" or "tag:yaml.org,2002:str" => new YamlScalar(scalar.Value, IsText: true),
            "tag:yaml.org,2002:binary" => new YamlScalar(Decode(scalar), IsText: true),
            _ => Plain(scalar),
        };
    }

    /// <summary>Writes the value.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        if (IsText) writer.WriteStringValue(Text);
        else writer.WriteRawValue(Text, skipInputValidation: true);
    }

    private static YamlScalar Plain(Scalar scalar) => scalar.Value switch
    {
        "" or "~" or "null" or "Null" or "NULL" => new("null", IsText: false),
        "y" or "Y" or "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON" => new("true", IsText: false),
        "n" or "N" or "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF" => new("false", IsText: false),
        [>= '0' and <= '9' or '+' or '-' or '.', ..] text => Number(text, scalar),
        var text => new(text, IsText: true),
    };

    private static YamlScalar Number(string text, Scalar scalar)
    {
        var digits = text.Replace("_", "", StringComparison.Ordinal);
        if (Whole(digits) is { } whole) return new(whole, IsText: false);
        if (text.TrimStart('+', '-').ToLowerInvariant() is ".inf" or ".nan") throw new YamlException(scalar.Start, scalar.End, $"JSON has no {text}");
        return Fraction().IsMatch(digits) && double.TryParse(digits, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? new(JsonSerializer.Serialize(number), IsText: false)
            : new(text, IsText: true);
    }

    private static string? Whole(string text)
    {
        var negative = text[0] == '-';
        var digits = text[0] is '-' or '+' ? text.AsSpan(1) : text;
        var (style, radix, from) = digits switch
        {
            ['0', 'x' or 'X', ..] => (NumberStyles.AllowHexSpecifier, 16, 2),
            ['0', 'b' or 'B', ..] => (NumberStyles.AllowBinarySpecifier, 2, 2),
            ['0', 'o' or 'O', ..] => (NumberStyles.None, 8, 2),
            ['0', _, ..] => (NumberStyles.None, 8, 1),
            _ => (NumberStyles.None, 10, 0),
        };
        if (radix == 8) return Octal(digits[from..]) is { } octal ? (negative ? "-" : "") + octal.ToString(CultureInfo.InvariantCulture) : null;
        return ulong.TryParse(digits[from..], style, CultureInfo.InvariantCulture, out var whole) && !(negative && whole > long.MaxValue + 1UL)
            ? (negative && whole != 0 ? "-" : "") + whole.ToString(CultureInfo.InvariantCulture)
            : null;
    }

    private static ulong? Octal(ReadOnlySpan<char> digits)
    {
        if (digits.Length is 0 or > 21) return null;
        var value = 0UL;
        foreach (var digit in digits)
        {
            if (digit is < '0' or > '7') return null;
            value = (value << 3) + (ulong)(digit - '0');
        }

        return value;
    }

    private static string Decode(Scalar scalar)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(scalar.Value));
        }
        catch (FormatException e)
        {
            throw new YamlException(scalar.Start, scalar.End, "!!binary value contains invalid base64 data", e);
        }
    }

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Fraction();
}
