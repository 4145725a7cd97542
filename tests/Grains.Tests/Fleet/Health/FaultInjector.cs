namespace Experiments.Grains.Tests.Fleet.Health;

/// <summary>
/// Decides which attempts fail. It stands for the world, and knows nothing of the fleet that schedules them.
/// </summary>
/// <param name="random">The randomness of the world.</param>
internal sealed class FaultInjector(Random random)
{
    private readonly HashSet<int> _badTrials = [];
    private readonly Dictionary<(string Silo, string? Gpu), double> _sick = [];

    /// <summary>How often an attempt fails for no reason that would come again.</summary>
    public double Chance { get; init; }

    /// <summary>Whether the program fails wherever it runs.</summary>
    public bool IsBroken { get; init; }

    /// <summary>Whether failures are faults of nodes beyond doubt, such as a full disk.</summary>
    public bool AreFaults { get; init; }

    /// <summary>Makes a trial fail wherever it runs.</summary>
    public void Spoil(int trial) => _badTrials.Add(trial);

    /// <summary>Makes attempts fail on a node or one of its GPUs, with a probability.</summary>
    public void Infect(string silo, string? gpu, double probability) => _sick[(silo, gpu)] = probability;

    /// <summary>Cures whatever is sick.</summary>
    public void Cure() => _sick.Clear();

    public bool IsBad(int trial) => IsBroken || _badTrials.Contains(trial);

    public bool IsSick(string silo, string? gpu) => _sick.ContainsKey((silo, gpu)) || _sick.ContainsKey((silo, null));

    public IEnumerable<(string Silo, string? Gpu)> Sick => _sick.Keys;

    /// <summary>Returns how long an attempt runs, in seconds, and whether it fails then.</summary>
    public (double Seconds, bool Fails) Run(int trial, string silo, string device, double typical)
    {
        var length = typical * (0.5 + random.NextDouble());
        var sickness = Math.Max(_sick.GetValueOrDefault((silo, null)), _sick.GetValueOrDefault((silo, device)));
        return IsBad(trial) || random.NextDouble() < Chance || random.NextDouble() < sickness
            ? (random.Next(2) == 0 ? 0.2 : length * random.NextDouble(), true)
            : (length, false);
    }
}
