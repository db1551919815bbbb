using System.Text.Json;
using DuckBus.Model.Schema;

namespace DuckBus.ApiServer.Http;

/// <summary>Where a scan is in one object or list: at which name or index, and which fields there can be.</summary>
internal struct JsonLevel
{
    private ValueSchema? schema;
    private ulong seen;
    private HashSet<string>? names;

    /// <summary>What is wrong with a name.</summary>
    public enum Mistake
    {
        /// <summary>The type has no such field.</summary>
        Unknown,

        /// <summary>It was there before.</summary>
        Duplicate,
    }

    /// <summary>Whether it is a list.</summary>
    public bool IsList { get; private set; }

    /// <summary>The index in a list; -1 before the first.</summary>
    public int Index { get; set; }

    /// <summary>Where the present name begins in the text.</summary>
    public int Start { get; private set; }

    /// <summary>How long the present name is.</summary>
    public int Length { get; private set; }

    /// <summary>The field of the type that the present name is; null if there is none, or nothing is known of the type.</summary>
    public FieldSchema? Field { get; private set; }

    /// <summary>What the present value is to be; null if nothing is known of it.</summary>
    public readonly ValueSchema? Value => schema?.Form switch
    {
        ValueForm.Object => Field?.Value,
        ValueForm.List when IsList => schema.Items,
        ValueForm.Map when !IsList => schema.Items,
        _ => null,
    };

    /// <summary>Begins an object or a list.</summary>
    /// <param name="of">What it is to be; null if nothing is known of it.</param>
    /// <param name="isList">Whether it is a list.</param>
    public void Enter(ValueSchema? of, bool isList)
    {
        schema = of;
        IsList = isList;
        Index = -1;
        Field = null;
        seen = 0;
        names?.Clear();
    }

    /// <summary>Goes on to a name.</summary>
    public void At(int start, int length)
    {
        Start = start;
        Length = length;
        Field = null;
    }

    /// <summary>Looks up the present name, which the reader is at, and says what is wrong with it, if anything.</summary>
    public Mistake? Take(ref Utf8JsonReader reader)
    {
        if (schema is { Form: ValueForm.Object, Fields: { } fields })
        {
            Field = reader.ValueIsEscaped ? fields.Find(reader.GetString()!) : fields.Find(reader.ValueSpan);
            if (Field is null) return Mistake.Unknown;
            if (Field.Index < 64)
            {
                var bit = 1UL << Field.Index;
                if ((seen & bit) != 0) return Mistake.Duplicate;
                seen |= bit;
                return null;
            }
        }

        return (names ??= new HashSet<string>(StringComparer.Ordinal)).Add(reader.GetString()!) ? null : Mistake.Duplicate;
    }
}
