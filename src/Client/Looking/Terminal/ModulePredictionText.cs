using System.Globalization;
using Experiments.Client.Drawing.Panels;
using Experiments.Client.Shells;
using Experiments.Training.OwnWorkloads;

namespace Experiments.Client.Looking.Terminal;

/// <summary>Writes the prediction of a user-defined module to the terminal.</summary>
internal static class ModulePredictionText
{
    /// <summary>The maximum number of values of an input or output to show.</summary>
    private const int Most = 12;

    public static void Write(Shell shell, OwnModel own, ModulePrediction prediction)
    {
        shell.Out.WriteLine($"{own.Name}: {own.Description}");
        shell.Out.WriteLine($"{prediction.Source}: {Numbers(prediction.Input)}");
        if (prediction.Classes.IsEmpty)
        {
            shell.Out.WriteLine($"outputs: {Numbers(prediction.Outputs)}");
            if (!prediction.Target.IsEmpty) shell.Out.WriteLine($"target: {Numbers(prediction.Target)}");
            return;
        }

        var width = prediction.Classes.Max(name => name.Length);
        foreach (var (name, share) in prediction.Classes.Zip(prediction.Outputs))
            shell.Out.WriteLine($"  {name.PadRight(width)}  {Percent.Format(share)}");
        shell.Out.WriteLine(Verdict(prediction));
    }

    private static string Verdict(ModulePrediction prediction)
    {
        var best = prediction.Outputs.IndexOf(prediction.Outputs.Max());
        var said = $"{prediction.Source} is taken for "
            + $"'{prediction.Classes[best]}' ({Percent.Format(prediction.Outputs[best])})";
        if (prediction.Target is not [var target]) return said;
        return (int)target == best ? $"{said}, which it is" : $"{said}, but it is '{prediction.Classes[(int)target]}'";
    }

    private static string Numbers(IReadOnlyCollection<double> numbers) =>
        string.Join(", ", numbers.Take(Most).Select(number => number.ToString("G6", CultureInfo.InvariantCulture)))
        + (numbers.Count > Most ? $", … ({numbers.Count} numbers)" : "");
}
