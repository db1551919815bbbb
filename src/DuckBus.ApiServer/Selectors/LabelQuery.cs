using DuckBus.ApiServer.Rules;

namespace DuckBus.ApiServer.Selectors;

/// <summary>
/// A label selector as it stands in a URL: <c>app=web,tier!=db,zone in (a,b),!old,size&gt;3</c>. Its requirements are ANDed.
/// </summary>
internal sealed record LabelQuery(IReadOnlyList<LabelRequirement> Requirements)
{
    public static LabelQuery Everything { get; } = new([]);

    public bool Matches(IReadOnlyDictionary<string, string>? labels)
    {
        foreach (var requirement in Requirements)
            if (!requirement.Matches(labels)) return false;
        return true;
    }

    /// <summary>Reads a selector.</summary>
    /// <exception cref="FormatException">The text is none; the message says where and why.</exception>
    public static LabelQuery Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return Everything;
        var parser = new Parser(text);
        var requirements = new List<LabelRequirement> { parser.Requirement() };
        while (parser.Take(',')) requirements.Add(parser.Requirement());
        parser.End();
        return new LabelQuery(requirements);
    }

    private sealed class Parser(string text)
    {
        private int at;

        public LabelRequirement Requirement()
        {
            if (Take('!')) return new(Key(), LabelOperator.DoesNotExist, []);
            var key = Key();
            if (Take("!=")) return new(key, LabelOperator.NotIn, [Value()]);
            if (Take("==") || Take('=')) return new(key, LabelOperator.In, [Value()]);
            if (Take('>')) return new(key, LabelOperator.GreaterThan, [NumberValue()]);
            if (Take('<')) return new(key, LabelOperator.LessThan, [NumberValue()]);
            return Word() switch
            {
                "" => new(key, LabelOperator.Exists, []),
                "in" => new(key, LabelOperator.In, List()),
                "notin" => new(key, LabelOperator.NotIn, List()),
                var word => throw Wrong($"found '{word}', expected one of: = == != in notin , > <"),
            };
        }

        public bool Take(char expected) => Take(expected.ToString());

        public void End()
        {
            Space();
            if (at < text.Length) throw Wrong($"'{text[at]}' was not expected at position {at}");
        }

        private bool Take(string expected)
        {
            Space();
            if (!text.AsSpan(at).StartsWith(expected, StringComparison.Ordinal)) return false;
            at += expected.Length;
            return true;
        }

        private string Key()
        {
            var key = Word();
            return Names.IsQualifiedName(key) ? key : throw Wrong($"\"{key}\" is not a label key: it {Names.QualifiedRule}");
        }

        private string Value()
        {
            var value = Word();
            return Names.IsLabelValue(value) ? value : throw Wrong($"\"{value}\" is not a label value: it {Names.ValueRule}");
        }

        private string NumberValue()
        {
            var value = Word();
            return LabelRequirement.Number(value) is not null ? value : throw Wrong($"\"{value}\" is not a whole number");
        }

        private List<string> List()
        {
            if (!Take('(')) throw Wrong("'(' was expected after in or notin");
            var values = new List<string> { Value() };
            while (Take(',')) values.Add(Value());
            return Take(')') ? values : throw Wrong("the list of values has no ')'");
        }

        private string Word()
        {
            Space();
            var start = at;
            while (at < text.Length && !" \t,()=!<>".Contains(text[at])) at++;
            return text[start..at];
        }

        private void Space()
        {
            while (at < text.Length && (text[at] is ' ' or '\t')) at++;
        }

        private FormatException Wrong(string why) => new($"unable to parse the label selector \"{text}\": {why}");
    }
}
