using Microsoft.Extensions.Logging.Console;

namespace Experiments.Silo.Logs;

/// <summary>The options of <see cref="LineFormatter"/>.</summary>
internal sealed class LineFormatterOptions : ConsoleFormatterOptions
{
    /// <summary>Whether each line has its category, and exceptions their stack traces. Default: false.</summary>
    public bool Details { get; set; }

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;
}
