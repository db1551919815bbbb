using System.Text;

namespace DuckBus.Testing.Kubernetes;

/// <summary>Splits a line into arguments as a shell does with single quotes: <c>patch pod x -p '{"a": 1}'</c>.</summary>
public static class CommandLine
{
    /// <summary>The arguments.</summary>
    public static IReadOnlyList<string> Split(string line)
    {
        var arguments = new List<string>();
        var argument = new StringBuilder();
        var (quoted, open) = (false, false);
        foreach (var character in line)
        {
            if (character == '\'')
            {
                quoted = !quoted;
                open = true;
            }
            else if (character != ' ' || quoted)
            {
                argument.Append(character);
                open = true;
            }
            else if (open)
            {
                arguments.Add(argument.ToString());
                argument.Clear();
                open = false;
            }
        }

        if (quoted) throw new FormatException($"A quote is not closed: {line}");
        if (open) arguments.Add(argument.ToString());
        return arguments;
    }
}
