using Experiments.Contracts.Terminals;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Experiments.Client.Output;

/// <summary>
/// Renders rows as a table without borders. Text that does not fit is wrapped within its column; where that would break
/// words, each row is a block of lines instead. Text is escaped before it is measured, since control characters have no
/// defined width.
/// </summary>
internal static class TableText
{
    private const int Gap = 2;

    public static IRenderable OfRows<T>(IReadOnlyList<Column<T>> columns, IReadOnlyList<T> rows)
    {
        var shown = columns.Where(column => column.InTable).ToList();
        var table = new Table().Border(TableBorder.None);
        foreach (var column in shown)
        {
            var header = new TableColumn(
                new Text(SafeText.Escape(column.Title), new Style(decoration: Decoration.Bold)))
                .PadLeft(0).PadRight(column == shown[^1] ? 0 : Gap);
            header.NoWrap = !column.Wraps;
            table.AddColumn(column.Right ? header.RightAligned() : header);
        }

        foreach (var row in rows) table.AddRow(shown.Select(column => Cell(column, row)));
        return new TableOrBlocks(
            table, new Rows(rows.SelectMany((row, at) => Block(columns, row, isFirst: at == 0))),
            (options, width) => shown.Sum(column => rows.Select(row => Cell(column, row))
                .Append(new Text(column.Title))
                .Max(cell => Needs(cell, column.Wraps, options, width))) + (Gap * (shown.Count - 1)));
    }

    private static IEnumerable<IRenderable> Block<T>(IReadOnlyList<Column<T>> columns, T row, bool isFirst) =>
        isFirst ? [OfOne(columns, row)] : [Text.Empty, OfOne(columns, row)];

    private static Text Cell<T>(Column<T> column, T row) => new(SafeText.Escape(column.Show(row)));

    // The width at which no word is broken.
    private static int Needs(IRenderable cell, bool wraps, RenderOptions options, int width) =>
        cell.Measure(options, width) is var size && wraps ? size.Min : size.Max;

    private sealed class TableOrBlocks(IRenderable table, IRenderable blocks, Func<RenderOptions, int, int> needs)
        : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => Fitting(options, maxWidth)
            .Measure(options, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
            Fitting(options, maxWidth).Render(options, maxWidth);

        private IRenderable Fitting(RenderOptions options, int maxWidth) =>
            needs(options, int.MaxValue) <= maxWidth ? table : blocks;
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
