namespace Experiments.Search.Specs;

/// <summary>How assignments are proposed.</summary>
public enum SearchMethod
{
    /// <summary>Every point of a finite space, once.</summary>
    Grid,

    /// <summary>Independent draws.</summary>
    Random,

    /// <summary>A scrambled Sobol sequence.</summary>
    Sobol,

    /// <summary>Tree-structured Parzen estimator.</summary>
    Tpe,

    /// <summary>Gaussian process with expected improvement (W&amp;B's <c>bayes</c>).</summary>
    Gp,

    /// <summary>Covariance matrix adaptation.</summary>
    Cmaes,

    /// <summary>One of the others for each trial, chosen by what was seen so far.</summary>
    Auto,

    /// <summary>A genetic algorithm for several objectives (NSGA-II).</summary>
    Nsga2,
}
