using System.Buffers;
using System.Text;

namespace Experiments.Client.Output;

/// <summary>
/// Writes rows as CSV (RFC 4180: CRLF, quotes doubled). A column of <see cref="Fields"/> becomes one column,
/// <c>column.name</c>, for each name that occurs in a row.
/// </summary>
internal static class CsvText
{
    private static readonly SearchValues<char> Special = SearchValues.Create("\",\r\n");

    public static string Write<T>(IReadOnlyList<Column<T>> columns, IReadOnlyList<T> rows)
    {
        var plain = columns.Where(column => column.InData).SelectMany(column => Flatten(column, rows)).ToList();
        var text = new StringBuilder();
        WriteLine(text, plain.Select(column => column.Name));
        text.Append(RowsOf(plain, rows));
        return text.ToString();
    }

    /// <summary>Returns the rows without a header. No column may hold <see cref="Fields"/>.</summary>
    public static string RowsOf<T>(IReadOnlyList<Column<T>> plain, IReadOnlyList<T> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows) WriteLine(text, plain.Select(column => FullText.Format(column.Value(row))));
        return text.ToString();
    }

    private static IEnumerable<Column<T>> Flatten<T>(Column<T> column, IReadOnlyList<T> rows)
    {
        var groups = rows.Select(row => column.Value(row)).OfType<Fields>().ToList();
        return groups.Count == 0
            ? [column]
            : from name in groups.SelectMany(fields => fields.Items).Select(item => item.Key).Distinct()
              select new Column<T>($"{column.Name}.{name}", row => Item(column.Value(row), name));
    }

    private static object? Item(object? value, string name) =>
        (value as Fields)?.Items.FirstOrDefault(item => item.Key == name).Value;

    private static void WriteLine(StringBuilder text, IEnumerable<string> cells) =>
        text.AppendJoin(',', cells.Select(Quote)).Append("\r\n");

    private static string Quote(string cell) =>
        cell.AsSpan().ContainsAny(Special) ? $"\"{cell.Replace("\"", "\"\"")}\"" : cell;
}
