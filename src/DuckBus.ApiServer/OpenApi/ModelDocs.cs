using System.ComponentModel;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace DuckBus.ApiServer.OpenApi;

/// <summary>What the model says of its types and fields in the comments of its source, as plain text.</summary>
internal sealed partial class ModelDocs
{
    private readonly Dictionary<string, string> summaries = new(StringComparer.Ordinal);

    private ModelDocs(Stream xml)
    {
        using var reader = XmlReader.Create(xml);
        reader.ReadToFollowing("members");
        while (reader.ReadToFollowing("member"))
        {
            var name = reader.GetAttribute("name")!;
            if (name[0] is 'T' or 'P' && XElement.Load(reader.ReadSubtree()).Element("summary") is { } summary)
                summaries[name] = Spaces().Replace(Text(summary), " ").Trim();
        }
    }

    /// <summary>Reads the comments, which are in this assembly as a resource.</summary>
    public static ModelDocs Read()
    {
        using var xml = typeof(ModelDocs).Assembly.GetManifestResourceStream("DuckBus.Model.xml")!;
        return new ModelDocs(xml);
    }

    /// <summary>What is said of a type; empty if nothing.</summary>
    public string Of(Type type) => summaries.GetValueOrDefault($"T:{type.FullName}") ?? Said(type);

    /// <summary>What is said of a field; empty if nothing.</summary>
    public string Of(PropertyInfo property)
    {
        var type = property.DeclaringType!;
        return summaries.GetValueOrDefault($"P:{(type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName}.{property.Name}") ?? Said(property);
    }

    /// <summary>The server's own types are not in the model, so they say it in an attribute.</summary>
    private static string Said(MemberInfo member) => member.GetCustomAttribute<DescriptionAttribute>()?.Description ?? "";

    private static string Text(XElement element)
    {
        var text = new StringBuilder();
        foreach (var node in element.Nodes())
            text.Append(node switch
            {
                XText plain => plain.Value,
                XElement { IsEmpty: true } reference => Name(reference),
                XElement inner => Text(inner),
                _ => "",
            });
        return text.ToString();
    }

    /// <summary>What a reference points to, in the words of the API: a type by its name, a field as it is in JSON.</summary>
    private static string Name(XElement reference)
    {
        if ((string?)reference.Attribute("cref") is not { } target) return (string?)reference.Attribute("langword") ?? (string?)reference.Attribute("name") ?? "";
        var name = target.Split('(')[0].Split('.', ':')[^1];
        return target[0] == 'P' ? char.ToLowerInvariant(name[0]) + name[1..] : name;
    }

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Spaces();
}
