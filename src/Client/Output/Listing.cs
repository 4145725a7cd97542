using System.Collections.Immutable;
using Experiments.Client.Shells;

namespace Experiments.Client.Output;

/// <summary>A listing of rows, which can be written in any <see cref="ListingFormat"/>.</summary>
/// <param name="Columns">The columns, in order.</param>
internal sealed record Listing<T>(ImmutableArray<Column<T>> Columns)
{
    /// <summary>
    /// Writes all rows. Instead of an empty table, writes <paramref name="none"/> to standard error.
    /// </summary>
    public void Write(Shell shell, ListingFormat format, IReadOnlyList<T> rows, string none)
    {
        switch (format)
        {
            case ListingFormat.Json:
                shell.Out.WriteLine(JsonText.OfArray(Columns, rows));
                break;
            case ListingFormat.Csv:
                shell.Out.Write(CsvText.Write(Columns, rows));
                break;
            case ListingFormat.Table when rows.Count == 0:
                shell.Error.WriteLine(shell.Hint(none));
                break;
            default:
                shell.Console.Write(TableText.OfRows(Columns, rows));
                break;
        }
    }

    /// <summary>
    /// Writes one row: as a table with a line for each column, as one JSON object, or as CSV with one row.
    /// </summary>
    public void WriteOne(Shell shell, ListingFormat format, T row)
    {
        switch (format)
        {
            case ListingFormat.Json:
                shell.Out.WriteLine(JsonText.OfObject(Columns, row));
                break;
            case ListingFormat.Csv:
                shell.Out.Write(CsvText.Write(Columns, [row]));
                break;
            default:
                shell.Console.Write(TableText.OfOne(Columns, row));
                break;
        }
    }
}
