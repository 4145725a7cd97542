using Experiments.Contracts.Terminals;
using Experiments.Search.States;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Experiments.Client.Watching;

/// <summary>Draws a frame, in colour if the terminal supports it.</summary>
internal static class LiveDrawing
{
    private static readonly Style Strong = new(decoration: Decoration.Bold);
    private static readonly Style Faint = new(decoration: Decoration.Dim);
    private static readonly Style Good = new(Color.Green);
    private static readonly Style Bad = new(Color.Red);
    private static readonly Style Attention = new(Color.Yellow);

    public static IRenderable Render(LiveFrame frame)
    {
        var lines = new List<IRenderable> { new Text(SafeText.Escape(frame.Header), Strong), Text.Empty, Table(frame) };
        if (frame.More is not null) lines.Add(new Text(SafeText.Escape(frame.More), Faint));
        lines.Add(Text.Empty);
        lines.Add(new Text(SafeText.Escape(frame.Best), Good));
        lines.Add(new Text(SafeText.Escape(frame.Counts)));
        if (frame.Notice is not null) lines.Add(new Text(SafeText.Escape(frame.Notice), Attention));
        return new Rows(lines);
    }

    private static Table Table(LiveFrame frame)
    {
        var table = new Table().Border(TableBorder.None);
        foreach (var column in frame.Columns)
        {
            var header = new TableColumn(new Text(SafeText.Escape(column.Title), Faint))
                .Width(column.Width).NoWrap().PadLeft(0).PadRight(column == frame.Columns[^1] ? 0 : LiveLayout.Gap);
            table.AddColumn(column.Right ? header.RightAligned() : header);
        }

        foreach (var row in frame.Rows)
            table.AddRow(row.Cells.Select(cell => new Text(SafeText.Escape(cell), StyleOf(row))));
        return table;
    }

    private static Style StyleOf(LiveFrame.Row row) => row switch
    {
        { IsBest: true } => Good,
        { Status: TrialStatus.Failed } => Bad,
        { Status: TrialStatus.Waiting } => Attention,
        { Status: TrialStatus.Running } => Style.Plain,
        _ => Faint,
    };
}
