namespace Experiments.Training.Randomness;

/// <summary>What a trial draws at random. The numbers are part of every seed and never change.</summary>
internal enum RandomStream
{
    /// <summary>Weights before training.</summary>
    Initialization = 1,

    /// <summary>Order of the examples in an epoch.</summary>
    Shuffling = 2,

    /// <summary>Activations dropped in a batch.</summary>
    Dropout = 3,

    /// <summary>What a module of somebody's own draws by itself.</summary>
    Module = 4,

    /// <summary>What makes its data draws.</summary>
    Data = 5,
}
