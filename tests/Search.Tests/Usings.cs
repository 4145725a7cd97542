global using Experiments.Search.Tests.Support;
