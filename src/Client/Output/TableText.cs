using Experiments.Contracts.Terminals;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Experiments.Client.Output;

/// <summary>
/// Renders rows as a table without borders. Text that does not fit is wrapped within its column. Text is escaped before
/// it is measured, since control characters have no defined width.
/// </summary>
internal static class TableText
{
    public static IRenderable OfRows<T>(IReadOnlyList<Column<T>> columns, IReadOnlyList<T> rows)
    {
        var shown = columns.Where(column => column.InTable).ToList();
        var table = new Table().Border(TableBorder.None);
        foreach (var column in shown)
        {
            var header = new TableColumn(
                new Text(SafeText.Escape(column.Title), new Style(decoration: Decoration.Bold)))
                .PadLeft(0).PadRight(column == shown[^1] ? 0 : 2);
            header.NoWrap = !column.Wraps;
            table.AddColumn(column.Right ? header.RightAligned() : header);
        }

        foreach (var row in rows) table.AddRow(shown.Select(column => new Text(SafeText.Escape(column.Show(row)))));
        return table;
    }

    public static IRenderable OfOne<T>(IReadOnlyList<Column<T>> columns, T row)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(0).PadRight(2))
            .AddColumn(new GridColumn().Padding(0, 0));
        foreach (var column in columns.Where(column => column.InTable))
        {
            var text = SafeText.Escape(column.Show(row));
            if (text.Length > 0)
                grid.AddRow(
                    new Text(SafeText.Escape(column.Title), new Style(decoration: Decoration.Bold)), new Text(text));
        }

        return grid;
    }
}
