namespace DuckBus.Scenes.Story;

/// <summary>Words for the audience, in both languages.</summary>
/// <param name="English">In English.</param>
/// <param name="French">In French.</param>
internal readonly record struct Text(string English, string French)
{
    /// <summary>Both languages, as a pair.</summary>
    public static implicit operator Text((string English, string French) both) => new(both.English, both.French);

    /// <summary>The words in the language of the audience.</summary>
    public string In(bool french) => french ? French : English;
}
