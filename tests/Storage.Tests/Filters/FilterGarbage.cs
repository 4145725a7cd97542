using System.Text;

namespace Experiments.Storage.Tests.Filters;

/// <summary>Creates texts that are, with few exceptions, no filters.</summary>
internal static class FilterGarbage
{
    private static readonly string[] Pieces =
    [
        "a", "val_loss", "learning_rate", "status", "=", "!=", "<", "<=", ">", ">=", "==", "<>", "=!", "and", "or",
        "not", "in", "is", "null", "(", ")", ",", "'", "\"", "`", "'x'", "`x`", "\"x\"", "1", "-0.5", "1e-3", "1e999",
        "90%", "1/3", "5m", "NaN", "--", "/*", ";", "drop table trials", "\\", "$.x", "\0", "\ud800", "\udc00", "😀",
        "ß", "\u202e", "\r\n", "true", "completed", "metric.", "parameter.`", "column.x",
    ];

    public static string Create(Random random)
    {
        var text = new StringBuilder();
        for (var pieces = random.Next(12); pieces >= 0; pieces--)
        {
            if (random.Next(20) == 0) text.Append((char)random.Next(0x10000));
            else if (random.Next(8) == 0) text.Append((char)random.Next(32, 127));
            else text.Append(Pieces[random.Next(Pieces.Length)]);
            if (random.Next(3) > 0) text.Append(' ');
        }

        return text.ToString();
    }
}
