using System.Runtime.CompilerServices;
using Spectre.Console;

namespace Experiments.Bench.Shared;

/// <summary>Keeps each row of a table on one line if the output is a pipe or a file.</summary>
internal static class WideTables
{
    private const int Width = 240;

    // Each benchmark is compiled with this file, which runs before its first line.
#pragma warning disable CA2255
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Widen()
    {
        if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = Width;
    }
}
