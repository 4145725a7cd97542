namespace Experiments.Storage.Filters;

/// <summary>Tells which texts a database can contain.</summary>
internal static class StorableText
{
    /// <summary>
    /// Returns the index of the first character that no stored text has: NUL, which PostgreSQL does not store, or half
    /// of a surrogate pair, which is not a character. Returns null if the text can be stored.
    /// </summary>
    public static int? FindFault(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])) i++;
            else if (text[i] == '\0' || char.IsSurrogate(text[i])) return i;
        }

        return null;
    }
}
