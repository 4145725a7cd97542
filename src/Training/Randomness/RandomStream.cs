namespace Experiments.Training.Randomness;

/// <summary>The random streams of a trial. The numbers are part of every seed and must never change.</summary>
internal enum RandomStream
{
    /// <summary>The weights before training.</summary>
    Initialization = 1,

    /// <summary>The order of the examples in an epoch.</summary>
    Shuffling = 2,

    /// <summary>The activations that are dropped in a batch.</summary>
    Dropout = 3,

    /// <summary>The numbers that a user's module draws itself.</summary>
    Module = 4,

    /// <summary>The numbers that are drawn while a user's data is loaded.</summary>
    Data = 5,
}
