using Experiments.Client.Charts;
using Experiments.Client.Looking.Pictures;
using Experiments.Client.Shells;
using Experiments.Training.Trained;

namespace Experiments.Client.Looking.Terminal;

/// <summary>Draws an activation function and its derivative in the terminal.</summary>
internal static class ActivationText
{
    private const int Rows = 10;
    private const int PipeWidth = 100;

    public static void Write(Shell shell, ActivationCurve curve)
    {
        var chart = new CurveChart(
            $"{curve.Name}, the activation function; {ActivationsPicture.SayWhat(curve)}",
            [
                new($"{curve.Name}(x)", [.. curve.Points.Select(point => (point.X, point.Value))]),
                new("its derivative", [.. curve.Points.Select(point => (point.X, point.Slope))]),
            ],
            Rows);
        shell.Out.WriteLine();
        var profile = shell.Console.Profile;
        if (!profile.Out.IsTerminal) profile.Width = Math.Min(profile.Width, PipeWidth);
        shell.Console.Write(chart);
    }
}
