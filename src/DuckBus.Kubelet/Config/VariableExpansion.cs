using System.Text;

namespace DuckBus.Kubelet.Config;

/// <summary>Kubernetes' <c>$(NAME)</c> references in env values, commands and arguments.</summary>
internal static class VariableExpansion
{
    /// <summary>Replaces what is known; an unknown name stays as it is, and <c>$$</c> is a dollar sign.</summary>
    public static string Expand(string text, IReadOnlyDictionary<string, string> variables)
    {
        var result = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '$' || at + 1 == text.Length)
            {
                result.Append(text[at]);
                continue;
            }

            var next = text[at + 1];
            var end = next == '(' ? text.IndexOf(')', at + 2) : -1;
            if (next == '$')
            {
                result.Append('$');
                at++;
            }
            else if (end < 0)
            {
                result.Append('$');
            }
            else
            {
                result.Append(variables.TryGetValue(text[(at + 2)..end], out var value) ? value : text[at..(end + 1)]);
                at = end;
            }
        }

        return result.ToString();
    }
}
